package onestop.appeal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files under {@code contracts}, to hold what the service says against them. */
public final class Contracts {
    public static final Path ALL = Path.of("../contracts");
    public static final Path OURS = ALL.resolve("appeal");

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of("urn:openapi", closedOpenApi())));

    public static void assertEvent(String type, String json) {
        var schema = SCHEMAS.getSchema(read(OURS.resolve("events/" + type + ".schema.json")), InputFormat.JSON);
        assertValid(schema, json, type);
        assertThat(schema.getSchemaNode().path("properties").propertyNames())
                .as("fields of %s that its schema does not name", type)
                .containsAll(JsonMapper.shared().readTree(json).propertyNames());
    }

    /** Holds an answer against a schema of openapi.yaml. */
    public static void assertAnswer(String schema, JsonNode answer) {
        assertValid(
                SCHEMAS.getSchema(SchemaLocation.of("urn:openapi#/components/schemas/" + schema)),
                answer.toString(),
                schema);
    }

    private static void assertValid(Schema schema, String json, String name) {
        assertThat(schema.validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as("%s: %s", name, json)
                .isEmpty();
    }

    public static JsonNode openApi() {
        return new YAMLMapper().readTree(read(OURS.resolve("openapi.yaml")));
    }

    /** Answers have no fields beside those described, so that a new one is described before it is sent. */
    private static String closedOpenApi() {
        var document = openApi();
        document.path("components").path("schemas").forEach(Contracts::close);
        return JsonMapper.shared().writeValueAsString(document);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contracts::close);
    }

    public static List<Path> events(String ending) {
        try (var files = Files.list(OURS.resolve("events"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Contracts() {}
}
