package onestop.intake.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A whole catalogue as it is imported: the shape of the shipped demonstration catalogue. Anything may be missing until
 * {@link CatalogueCheck} has looked at it. Members of which the platform has no use are let through.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CatalogueDocument(
        @Nullable List<UnitEntry> departments,
        @Nullable List<MaterialEntry> materials,
        @Nullable List<ItemEntry> items,
        @Nullable List<PackageEntry> packages) {

    /** A catalogue as a document that can be taken in again. */
    static CatalogueDocument of(Catalogue catalogue) {
        return new CatalogueDocument(
                catalogue.units().values().stream()
                        .map(unit -> new UnitEntry(unit.key(), unit.nameZh(), unit.nameEn(), unit.usci()))
                        .toList(),
                catalogue.materials().values().stream().map(MaterialEntry::of).toList(),
                catalogue.items().values().stream().map(ItemEntry::of).toList(),
                catalogue.packages().values().stream().map(PackageEntry::of).toList());
    }

    /** The entries of one part; none when it is missing. */
    <T> List<T> all(Function<CatalogueDocument, @Nullable List<T>> part) {
        var entries = part.apply(this);
        return entries == null ? List.of() : entries;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record UnitEntry(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String usci) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record MaterialEntry(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable String nameEn,
            Material.@Nullable TrustLevel trustLevel,
            @Nullable String issuer,
            Material.@Nullable Kind kind,
            @Nullable Boolean deferrable,
            @Nullable Boolean commitmentAllowed,
            @Nullable Boolean shareableByData) {

        static MaterialEntry of(Material material) {
            return new MaterialEntry(
                    material.key(),
                    material.nameZh(),
                    material.nameEn(),
                    material.trustLevel(),
                    material.issuer(),
                    material.kind(),
                    material.deferrable(),
                    material.commitmentAllowed(),
                    material.shareableByData());
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ItemEntry(
            @Nullable String code,
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String deptKey,
            ServiceItem.@Nullable Kind kind,
            ServiceItem.@Nullable CaseType caseType,
            @Nullable Integer statutoryDays,
            @Nullable Integer promisedDays,
            @Nullable String baseCode,
            @Nullable String implementCode,
            @Nullable List<NeedEntry> materials,
            @Nullable List<String> specialProcedures,
            @Nullable List<ServiceItem.ApprovalStep> approvalSteps,
            @Nullable String resultNameZh,
            @Nullable List<String> producesMaterials,
            @Nullable Boolean feeCharged,
            @Nullable Integer onlineDepth,
            @Nullable String note,
            @Nullable Guide guide) {

        static ItemEntry of(ServiceItem item) {
            return new ItemEntry(
                    item.code(),
                    item.nameZh(),
                    item.nameEn(),
                    item.unit(),
                    item.kind(),
                    item.caseType(),
                    item.statutoryDays(),
                    item.promisedDays(),
                    item.baseCode(),
                    item.implementCode(),
                    item.materials().stream()
                            .map(need -> new NeedEntry(need.key(), need.required(), need.condition(), need.copies()))
                            .toList(),
                    item.specialProcedures(),
                    item.approvalSteps(),
                    item.resultNameZh(),
                    item.produces(),
                    item.feeCharged(),
                    item.onlineDepth(),
                    item.note(),
                    item.guide());
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record NeedEntry(
            @Nullable String key,
            @Nullable Boolean required,
            @Nullable String condition,
            @Nullable Integer copies) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PackageEntry(
            @Nullable String code,
            @Nullable String nameZh,
            @Nullable String nameEn,
            ServicePackage.@Nullable Group group,
            @Nullable List<List<String>> stages,
            @Nullable Map<String, String> conditionalItems,
            @Nullable String note,
            @Nullable List<QuestionEntry> questionnaire) {

        static PackageEntry of(ServicePackage pack) {
            return new PackageEntry(
                    pack.code(),
                    pack.nameZh(),
                    pack.nameEn(),
                    pack.group(),
                    pack.stages(),
                    pack.conditionalItems(),
                    pack.note(),
                    pack.questionnaire().stream()
                            .map(one -> new QuestionEntry(one.condition(), one.textZh(), one.textEn()))
                            .toList());
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record QuestionEntry(
            @Nullable String condition,
            @Nullable String textZh,
            @Nullable String textEn) {}
}
