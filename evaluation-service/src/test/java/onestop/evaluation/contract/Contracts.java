package onestop.evaluation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files under {@code contracts/evaluation}, to hold what the service says against them. */
public final class Contracts {
    public static final Path FOLDER = Path.of("../contracts/evaluation");

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(java.util.Map.of("urn:openapi", schemasOfTheApi())));

    private Contracts() {}

    public static void assertEvent(String type, String json) {
        var schema = SCHEMAS.getSchema(read(FOLDER.resolve("events/" + type + ".schema.json")), InputFormat.JSON);
        assertThat(schema.validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as("%s against its schema: %s", type, json)
                .isEmpty();
        assertThat(schema.getSchemaNode().path("properties").propertyNames())
                .as("fields of %s that its schema does not name", type)
                .containsAll(JsonMapper.shared().readTree(json).propertyNames());
    }

    /** Holds an answer against a schema of openapi.yaml. */
    public static void assertAnswer(String schema, JsonNode answer) {
        assertThat(SCHEMAS.getSchema(SchemaLocation.of("urn:openapi#/components/schemas/" + schema))
                        .validate(
                                answer.toString(),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as("an answer against the schema %s: %s", schema, answer)
                .isEmpty();
    }

    public static JsonNode openApi() {
        return new YAMLMapper().readTree(read(FOLDER.resolve("openapi.yaml")));
    }

    /** Answers have no fields beside those that are described, so that a new one is described before it is sent. */
    private static String schemasOfTheApi() {
        var document = (ObjectNode) openApi();
        document.path("components").path("schemas").forEach(schema -> {
            if (schema instanceof ObjectNode object && object.has("properties")) {
                object.put("additionalProperties", false);
            }
        });
        return JsonMapper.shared().writeValueAsString(document);
    }

    public static List<Path> events(String ending) {
        try (var files = Files.list(FOLDER.resolve("events"))) {
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
}
