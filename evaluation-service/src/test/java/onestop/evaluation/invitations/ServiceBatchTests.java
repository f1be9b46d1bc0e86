package onestop.evaluation.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.invitations.ServiceBatch.HandledFile;
import onestop.evaluation.invitations.ServiceBatch.Officer;
import onestop.evaluation.invitations.ServiceBatch.Served;
import onestop.events.IncomingEvent;
import onestop.events.UnreadableEventException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceBatchTests {
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
        var batch = ServiceBatch.of(List.of(
                event("onestop.intake.application.accepted.v1", ACCEPTED),
                event("onestop.approval.case.file-finished.v1", FINISHED),
                event("onestop.intake.application.delivered.v1", """
                        {"receiptNumber":"R1","deliveredAt":"2026-03-05T10:00:00+08:00","method":"WINDOW","unit":"XZSP"}
                        """)));

        assertThat(batch.served())
                .containsExactly(
                        new Served("R1", ServiceKind.ACCEPTANCE, "XZSP", Instant.parse("2026-03-02T01:30:00Z")),
                        new Served("R1", ServiceKind.COMPLETION, "SCJG", Instant.parse("2026-03-04T08:00:00Z")),
                        new Served("R1", ServiceKind.DELIVERY, "XZSP", Instant.parse("2026-03-05T02:00:00Z")));
        assertThat(batch.served()).extracting(s -> s.service().number()).containsExactly(1, 2, 3);
        assertThat(batch.files()).containsExactly(new HandledFile("R1", "91371327MA3DEM0A2G", "QY-SL"));
        assertThat(batch.officers())
                .containsExactly(new Officer("R1", "a"), new Officer("R1", "b"), new Officer("R1", "window"));
    }

    @Test
    void theAcceptanceIsNotForgottenWhenTheCompletionComesInTheSameBatchBeforeIt() {
        var batch = ServiceBatch.of(List.of(
                event("onestop.approval.case.file-finished.v1", FINISHED),
                event("onestop.intake.application.accepted.v1", ACCEPTED)));

        assertThat(batch.files()).containsExactly(new HandledFile("R1", "91371327MA3DEM0A2G", "QY-SL"));
    }

    @Test
    void otherStepsAreNoService() {
        var batch = ServiceBatch.of(List.of(
                event("onestop.intake.application.submitted.v1", "{}"),
                event("onestop.approval.case.decided.v1", "not even JSON")));

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
                """.formatted(packageCode, items))));

        assertThat(batch.files()).containsExactly(new HandledFile("R1", "U", expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"receiptNumber", "acceptedAt", "acceptedByUnit", "enterprise"})
    void anAcceptanceWithoutWhatWeNeedIsUnreadable(String field) {
        var event = event("onestop.intake.application.accepted.v1", ACCEPTED.replace("\"" + field + "\"", "\"other\""));

        assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> ServiceBatch.of(List.of(event)));
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
}
