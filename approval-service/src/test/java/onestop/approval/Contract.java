package onestop.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onestop.testsupport.Events.Received;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published contract of our events, as the tests read it: from the files, not from the code. */
public final class Contract {
    public static final String TOPIC = "onestop.approval.case";

    public static final String LICENCES = "onestop.approval.licence";

    private static final Path EVENTS = Path.of("../contracts/approval/events");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Contract() {}

    /** Data, key, subject and sequence are as promised, and there is no field that the contract does not name. */
    public static void holds(Received event) {
        assertThat(event.key()).as("key of %s", event).isNotNull();
        var data = data(event);
        if (event.type().startsWith(LICENCES)) {
            assertThat(data.get("licenceNumber").asString())
                    .isEqualTo(event.key())
                    .isEqualTo(event.subject());
        } else {
            assertThat(data.get("receiptNumber").asString()).isEqualTo(event.key());
            assertThat(data.has("caseNumber") ? data.get("caseNumber").asString() : event.key())
                    .isEqualTo(event.subject());
        }
        assertThat(event.sequence()).isPositive();
        assertThat(violations(event.type(), event.text())).as("%s", event).isEmpty();
        var known = schemaJson(event.type()).get("properties").propertyNames();
        assertThat(data.propertyNames()).as("fields of %s", event).isSubsetOf(known);
    }

    public static JsonNode data(Received event) {
        return JSON.readTree(event.text());
    }

    public static List<String> violations(String type, String json) {
        return SCHEMAS
                .computeIfAbsent(
                        type,
                        one -> SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(read(one + ".schema.json")))
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    static JsonNode schemaJson(String type) {
        return JSON.readTree(read(type + ".schema.json"));
    }

    static String sample(String type) {
        return read(type + ".sample.json");
    }

    static List<String> types() {
        try (var files = Files.list(EVENTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".schema.json"))
                    .map(name -> name.replace(".schema.json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) {
        try {
            return Files.readString(EVENTS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
