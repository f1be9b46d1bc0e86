package onestop.evaluation.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.invitations.ServiceBatch.HandledFile;
import onestop.evaluation.invitations.ServiceBatch.NumberedAsHeard;
import onestop.evaluation.invitations.ServiceBatch.NumberedAsHeard.Which;
import onestop.evaluation.invitations.ServiceBatch.Officer;
import onestop.evaluation.invitations.ServiceBatch.Served;
import onestop.evaluation.scale.RegionLevel;
import onestop.events.IncomingEvent;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceBatchTests {
    private static final Instant NOW = Instant.parse("2026-03-31T00:00:00Z");

    private static final String ACCEPTED = """
            {"receiptNumber":"R1","kind":"SINGLE","enterprise":{"usci":"91371327MA3DEM0A2G","name":"莒南县沂蒙食品有限公司"},
             "acceptedAt":"2026-03-02T09:30:00+08:00","acceptedBy":"window","acceptedByUnit":"XZSP",
             "items":[{"code":"QY-SL","version":1}],"somethingNew":{"deep":[1,2]}}
            """;
    private static final String FINISHED = """
            {"receiptNumber":"R1","leadUnit":"SCJG","finishedAt":"2026-03-04T08:00:00Z","officers":["b","a","window"]}
            """;

    @Test
    void acceptanceCompletionAndDeliveryAreServicesOneTwoAndThree() {
        var batch = ServiceBatch.of(
                List.of(
                        event("onestop.intake.application.accepted.v1", ACCEPTED),
                        event("onestop.approval.case.file-finished.v1", FINISHED),
                        event("onestop.intake.application.delivered.v1", """
                        {"receiptNumber":"R1","deliveredAt":"2026-03-05T10:00:00+08:00","method":"WINDOW","unit":"XZSP"}
                        """)),
                NOW);

        assertThat(batch.served())
                .containsExactly(
                        new Served(
                                "R1",
                                ServiceKind.ACCEPTANCE,
                                1,
                                "XZSP",
                                Instant.parse("2026-03-02T01:30:00Z"),
                                ServedBy.at(null, "window")),
                        served(ServiceKind.COMPLETION, 2, "SCJG", "2026-03-04T08:00:00Z"),
                        served(ServiceKind.DELIVERY, 3, "XZSP", "2026-03-05T02:00:00Z"),
                        served(ServiceKind.COMPOSITE, 4, "XZSP", "2026-03-05T02:00:00Z"));
        assertThat(batch.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("details")
                .containsExactly(new HandledFile("R1", "91371327MA3DEM0A2G", "QY-SL", null, "XZSP"));
        assertThat(batch.officers())
                .containsExactly(new Officer("R1", "a"), new Officer("R1", "b"), new Officer("R1", "window"));
    }

    @Test
    void theAcceptanceIsNotForgottenWhenTheCompletionComesInTheSameBatchBeforeIt() {
        var batch = ServiceBatch.of(
                List.of(
                        event("onestop.approval.case.file-finished.v1", FINISHED),
                        event("onestop.intake.application.accepted.v1", ACCEPTED)),
                NOW);

        assertThat(batch.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("details")
                .containsExactly(new HandledFile("R1", "91371327MA3DEM0A2G", "QY-SL", null, "XZSP"));
    }

    @Test
    void handingInIsGivenByTheUnitThatReceivesAndEachCorrectionHasANumberOfItsOwn() {
        var batch = ServiceBatch.of(
                List.of(event("onestop.intake.application.submitted.v1", """
                        {"receiptNumber":"R1","enterprise":{"usci":"U"},"receivedAt":"2026-03-02T09:30:00+08:00",
                         "items":["QY-SL"]}
                        """), correction(1), correction(2)), NOW);

        assertThat(batch.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("details")
                .containsExactly(new HandledFile("R1", "U", "QY-SL", null, "XZSP"));
        assertThat(batch.served())
                .containsExactly(
                        served(ServiceKind.SUBMISSION, 5, null, "2026-03-02T01:30:00Z"),
                        served(ServiceKind.CORRECTION, 11, "XZSP", "2026-03-02T03:00:00Z"),
                        served(ServiceKind.CORRECTION, 12, "XZSP", "2026-03-02T03:00:00Z"));
    }

    @Test
    void aQuestionIsAFileOfItsOwnOfWhichNobodyKnowsWhoAsked() {
        var batch = ServiceBatch.of(List.of(event("onestop.intake.consultation.answered.v1", """
                {"consultationNumber":"ZX26030200017","unit":"XZSP","answeredAt":"2026-03-02T09:30:00+08:00"}
                """)), NOW);

        assertThat(batch.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("details")
                .containsExactly(new HandledFile("ZX26030200017", null, "CONSULTATION", null, "XZSP"));
        assertThat(batch.served()).extracting(Served::number).containsExactly(6);
    }

    @Test
    void eachPaymentHasANumberOfItsOwnAndTheWindowWhereItWasMade() {
        var batch = ServiceBatch.of(List.of(payment(1), payment(2), payment(500)), NOW);

        assertThat(batch.served()).extracting(Served::number).containsExactly(31, 32, 60);
        assertThat(batch.served()).extracting(served -> served.by().window()).containsOnly("XZSP-01");
        assertThat(ServiceKind.CORRECTION.number(500)).isLessThan(ServiceKind.PAYMENT.number(1));
    }

    @Test
    void aPaymentIsOfWhoeverTookTheFeeAndWhoEndedAFileHadAPartInIt() {
        var paid = event("onestop.intake.application.fee-paid.v1", """
                {"receiptNumber":"R1","payment":1,"items":["BDC-ZY"],"amountYuan":550.00,"unit":"XZSP","windowCode":"XZSP-01",
                 "takenBy":"cashier","paidAt":"2026-03-02T11:00:00+08:00"}
                """);
        var ended = event("onestop.intake.application.terminated.v1", """
                {"receiptNumber":"R1","terminatedAt":"2026-03-03T11:00:00+08:00","reason":"x","terminatedBy":"clerk"}
                """);
        var byTime = event("onestop.intake.application.terminated.v1", """
                {"receiptNumber":"R2","terminatedAt":"2026-03-03T11:00:00+08:00","reason":"x"}
                """);
        var batch = ServiceBatch.of(List.of(paid, ended, byTime), NOW);

        assertThat(batch.served()).extracting(served -> served.by().officer()).containsExactly("cashier");
        assertThat(batch.officers()).containsExactly(new Officer("R1", "cashier"), new Officer("R1", "clerk"));
    }

    @Test
    void onlyACorrectionOfAKnownUnitIsAServiceWithinACase() {
        var batch = ServiceBatch.of(
                List.of(
                        suspended("CORRECTION", "\"unit\":\"SCJG\","),
                        suspended("CORRECTION", ""),
                        suspended("HEARING", "\"unit\":\"SCJG\",")),
                NOW);

        assertThat(batch.numberedAsHeard())
                .containsExactly(new NumberedAsHeard(
                        "R1",
                        new Which.Notice("R1-2", 1),
                        "SCJG",
                        Instant.parse("2026-03-05T03:00:00Z"),
                        ServedBy.at(null, "examiner")));
        assertThat(batch.served()).isEmpty();
        assertThat(batch.officers()).containsExactly(new Officer("R1", "examiner"));
    }

    @Test
    void whatIsHandedOutBeforeTheRestIsAServiceOfTheWindowUnlessAnEarlierReleaseTells() {
        var batch = ServiceBatch.of(
                List.of(
                        event("onestop.intake.delivery.case-delivered.v1", """
                        {"receiptNumber":"R1","caseNumber":"R1-2","deliveredAt":"2026-03-05T11:00:00+08:00","late":false,
                         "unit":"XZSP","windowCode":"XZSP-02","deliveredBy":"issuer","handingOut":2}
                        """),
                        event("onestop.intake.delivery.case-delivered.v1", """
                        {"receiptNumber":"R2","caseNumber":"R2-2","deliveredAt":"2026-03-05T11:00:00+08:00","late":false}
                        """)),
                NOW);

        assertThat(batch.numberedAsHeard())
                .containsExactly(new NumberedAsHeard(
                        "R1",
                        new Which.HandingOut(2),
                        "XZSP",
                        Instant.parse("2026-03-05T03:00:00Z"),
                        ServedBy.at("XZSP-02", "issuer")));
        assertThat(batch.served()).isEmpty();
        assertThat(batch.officers()).containsExactly(new Officer("R1", "issuer"));
        assertThat(batch.receipts()).containsExactly("R1");
    }

    @Test
    void anEarlyHandingOutWithoutANumberOfItsOwnIsNotRead() {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(
                        () -> ServiceBatch.of(List.of(event("onestop.intake.delivery.case-delivered.v1", """
                        {"receiptNumber":"R1","caseNumber":"R1-2","deliveredAt":"2026-03-05T11:00:00+08:00","late":false,
                         "unit":"XZSP","handingOut":0}
                        """)), NOW));
    }

    private static IncomingEvent suspended(String kind, String unit) {
        return event("onestop.approval.case.suspended.v1", """
                {"receiptNumber":"R1","caseNumber":"R1-2",%s"kind":"%s","at":"2026-03-05T11:00:00+08:00","officer":"examiner"}
                """.formatted(unit, kind));
    }

    private static IncomingEvent payment(int number) {
        return event("onestop.intake.application.fee-paid.v1", """
                {"receiptNumber":"R1","payment":%d,"items":["BDC-ZY"],"amountYuan":550.00,"unit":"XZSP","windowCode":"XZSP-01",
                 "paidAt":"2026-03-02T11:00:00+08:00"}
                """.formatted(number));
    }

    private static IncomingEvent correction(int round) {
        return event("onestop.intake.application.correction-requested.v1", """
                {"receiptNumber":"R1","requestedAt":"2026-03-02T11:00:00+08:00","unit":"XZSP","round":%d}
                """.formatted(round));
    }

    private static Served served(ServiceKind service, int number, @Nullable String unit, String at) {
        return new Served("R1", service, number, unit, Instant.parse(at), ServedBy.UNKNOWN);
    }

    @Test
    void otherStepsAreNoService() {
        var batch = ServiceBatch.of(
                List.of(
                        event("onestop.intake.application.lapsed.v1", "{}"),
                        event("onestop.approval.case.decided.v1", "not even JSON")),
                NOW);

        assertThat(batch.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PKG-BG-MC | [{\"code\":\"A\"},{\"code\":\"B\"}] | PKG-BG-MC",
                "''        | [{\"code\":\"A\"}]                  | A",
                "''        | [{\"code\":\"A\"},{\"code\":\"B\"}] | MIXED",
                "''        | []                                  | MIXED",
            })
    void aFileIsAboutItsPackageOrItsOnlyItem(String packageCode, String items, String expected) {
        var batch = ServiceBatch.of(
                List.of(event("onestop.intake.application.accepted.v1", """
                {"receiptNumber":"R1","packageCode":"%s","enterprise":{"usci":"U"},"items":%s,
                 "acceptedAt":"2026-03-02T09:30:00+08:00","acceptedByUnit":"XZSP"}
                """.formatted(packageCode, items))), NOW);

        assertThat(batch.files()).extracting(HandledFile::matter).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"receiptNumber", "acceptedAt", "acceptedByUnit", "enterprise"})
    void anAcceptanceWithoutWhatWeNeedIsUnreadable(String field) {
        var event = event("onestop.intake.application.accepted.v1", ACCEPTED.replace("\"" + field + "\"", "\"other\""));

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> ServiceBatch.of(List.of(event), NOW));
    }

    private static IncomingEvent event(String type, String json) {
        return new IncomingEvent(
                UUID.randomUUID(),
                type,
                "/test",
                "R1",
                1,
                Instant.parse("2026-03-05T02:00:00Z"),
                "topic",
                "R1",
                json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "371327102201, 371327102, VILLAGE",
                "371327102000, 371327102, TOWN",
                "371327000000, -, COUNTY",
                "371327, -, -",
                "-, -, -"
            })
    void theCodeOfAPlaceTellsItsTownAndItsLevel(
            @Nullable String code, @Nullable String town, @Nullable RegionLevel level) {
        assertThat(ServedBy.in(code)).isEqualTo(new ServedBy(null, null, town, level));
    }
}
