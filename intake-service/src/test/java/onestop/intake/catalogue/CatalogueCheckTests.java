package onestop.intake.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import onestop.intake.input.Complaints;
import org.junit.jupiter.api.Test;

class CatalogueCheckTests {
    @Test
    void theShippedCatalogueIsSound() {
        var catalogue = DemonstrationData.catalogue();

        assertThat(catalogue.units()).hasSize(16);
        assertThat(catalogue.materials()).hasSize(69);
        assertThat(catalogue.items()).hasSize(47);
        assertThat(catalogue.packages()).hasSize(12);
    }

    @Test
    void theShippedQuestionnairesAskForEveryCondition() {
        assertThat(DemonstrationData.catalogue().packages().values())
                .allSatisfy(pack -> assertThat(pack.conditionsNobodyAsksFor()).isEmpty())
                .anySatisfy(pack -> assertThat(pack.questionnaire()).hasSize(4));
    }

    @Test
    void aPromisedItemWithASiteCheckIsVerifiedOnSiteAndAnImmediateOneIsNot() {
        var catalogue = DemonstrationData.catalogue();

        assertThat(catalogue.item("SP-XB").map(ServiceItem::verifiedOnSite)).hasValue(true);
        assertThat(catalogue.item("XF-AJ").map(ServiceItem::verifiedOnSite)).hasValue(false);
        assertThat(catalogue.item("SW-BG").map(ServiceItem::verifiedOnSite)).hasValue(false);
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        var complaints = complaints("""
                {
                  "departments": [
                    {"key": "XZSP", "nameZh": "局", "nameEn": "Bureau", "usci": "11371327MBX000019K"},
                    {"key": "XZSP", "nameZh": " ", "nameEn": "Bureau", "usci": "11371327MBX000019J"}],
                  "materials": [
                    {"key": "A B", "nameZh": "甲", "nameEn": "A", "trustLevel": "A", "issuer": "x", "kind": "DOCUMENT",
                     "deferrable": false, "commitmentAllowed": false, "shareableByData": true}],
                  "items": [
                    {"code": "I1", "nameZh": "一", "nameEn": "One", "deptKey": "NOBODY", "kind": "LICENCE",
                     "caseType": "IMMEDIATE", "statutoryDays": 1, "promisedDays": 2, "baseCode": "1",
                     "implementCode": "2", "materials": [{"key": "GONE", "required": true, "copies": 0}],
                     "producesMaterials": ["GONE"], "resultNameZh": "果", "feeCharged": false, "onlineDepth": 4,
                     "approvalSteps": ["DECISION", "REVIEW"]}],
                  "packages": [
                    {"code": "P1", "nameZh": "包", "nameEn": "P", "group": "START", "stages": [["I1", "I2"], []],
                     "conditionalItems": {"I3": "X"}}]
                }
                """);

        assertThat(complaints)
                .containsExactlyInAnyOrder(
                        "departments[0].usci usci-check-digit",
                        "departments[1].key named-twice",
                        "departments[1].nameZh required",
                        "materials[0].key catalogue-key",
                        "items[0].promisedDays promise-exceeds-statutory",
                        "items[0].caseType immediate-means-zero-days",
                        "items[0].deptKey unknown-unit",
                        "items[0].materials[0].key unknown-material",
                        "items[0].materials[0].copies number-range",
                        "items[0].producesMaterials[0] unknown-material",
                        "items[0].onlineDepth number-range",
                        "items[0].approvalSteps no-procedure",
                        "packages[0].stages[0][1] unknown-item",
                        "packages[0].stages[1] required",
                        "packages[0].conditionalItems.I3 not-in-the-package");
    }

    @Test
    void anEmptyDocumentLacksAllFourParts() {
        assertThat(complaints("{}"))
                .containsExactly("departments required", "materials required", "items required", "packages required");
    }

    private static List<String> complaints(String json) {
        var document = DemonstrationData.JSON.readValue(json, CatalogueDocument.class);
        return Complaints.of(catchThrowable(() -> CatalogueCheck.check(document)));
    }
}
