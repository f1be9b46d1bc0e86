package onestop.approval.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import onestop.approval.cases.AcceptedFile.Part;
import onestop.events.IncomingEvent;
import onestop.events.UnreadableEventException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** We read what intake-service's contract promises: its own sample, and our test messages keep its schema. */
class ApplicationAcceptedTests {
    private static final String NUMBER = IntakeMessages.newReceiptNumber();
    private static final Path CONTRACT = Path.of("../contracts/intake/events");
    private static final String ACCEPTED = "onestop.intake.application.accepted.v1";
    private static final String WITHDRAWN = "onestop.intake.application.withdrawn.v1";

    @Test
    void theSampleOfTheContractIsRead() throws IOException {
        var file = event(ACCEPTED, read(ACCEPTED + ".sample.json"))
                .data(ApplicationAccepted.class)
                .toFile();

        assertThat(file.receiptNumber()).isNotBlank();
        assertThat(file.cases()).isNotEmpty().extracting(Part::caseNumber).doesNotHaveDuplicates();
        assertThat(file.baseline().statutoryDaysSequential()).isNotNull();
        assertThat(event(WITHDRAWN, read(WITHDRAWN + ".sample.json"))
                        .data(ApplicationWithdrawn.class)
                        .number())
                .isNotBlank();
    }

    @Test
    void ourTestMessagesKeepTheContract() throws IOException {
        assertThat(violations(ACCEPTED, IntakeMessages.accepted(NUMBER))).isEmpty();
        assertThat(violations(WITHDRAWN, IntakeMessages.withdrawn(NUMBER))).isEmpty();
    }

    @Test
    void limitsCountFromTheDayThatIntakeNames() {
        var afterHours = IntakeMessages.accepted(NUMBER)
                .replace("\"countsFrom\": \"2026-03-02\"", "\"countsFrom\": \"2026-03-03\"");
        var unnamed = IntakeMessages.accepted(NUMBER).replace("\"countsFrom\": \"2026-03-02\",", "");

        assertThat(event(ACCEPTED, afterHours)
                        .data(ApplicationAccepted.class)
                        .toFile()
                        .countsFrom())
                .isEqualTo(LocalDate.of(2026, 3, 3));
        assertThat(event(ACCEPTED, unnamed)
                        .data(ApplicationAccepted.class)
                        .toFile()
                        .countsFrom())
                .isEqualTo(LocalDate.of(2026, 3, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "receiptNumber", "kind", "channel", "enterprise", "receivedAt", "acceptedAt", "acceptedBy", "deemed",
                        "items",
                "subjects", "cases", "stage", "unit", "caseType", "statutoryDays", "promisedDays", "usci", "caseNumber"
            })
    void whatWeCannotDoWithoutMustBeThere(String field) {
        var without = IntakeMessages.accepted(NUMBER).replace('"' + field + '"', "\"unknown-" + field + '"');

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() ->
                        event(ACCEPTED, without).data(ApplicationAccepted.class).toFile());
    }

    private static java.util.List<String> violations(String type, String json) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(read(type + ".schema.json"))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String read(String name) throws IOException {
        return Files.readString(CONTRACT.resolve(name));
    }

    private static IncomingEvent event(String type, String json) {
        return new IncomingEvent(
                UUID.randomUUID(),
                type,
                "/intake-service",
                "R1",
                2,
                Instant.EPOCH,
                "onestop.intake.application",
                "R1",
                json.getBytes(StandardCharsets.UTF_8));
    }
}
