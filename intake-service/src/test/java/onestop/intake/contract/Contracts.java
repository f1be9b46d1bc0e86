package onestop.intake.contract;

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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files under {@code contracts}, to hold what the service says against them. */
public final class Contracts {
    private static final Path ALL = Path.of("../contracts");
    private static final String PREFIX = "/api/intake";
    private static final JsonNode OPEN_API = new YAMLMapper().readTree(read(ALL.resolve("intake/openapi.yaml")));

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of("urn:openapi", closedOpenApi())));

    /** Holds an event of a service against its schema, which has to name every field that is sent. */
    public static void assertEvent(String service, String type, String json) {
        var file = ALL.resolve(service + "/events/" + type + ".schema.json");
        var schema = SCHEMAS.getSchema(read(file), InputFormat.JSON);
        assertValid(schema, json, type);
        assertThat(JsonMapper.shared().readTree(file).path("properties").propertyNames())
                .as("fields that the schema of %s names", type)
                .containsAll(JsonMapper.shared().readTree(json).propertyNames());
    }

    /** Holds any answer against what openapi.yaml says of its path, method and status. */
    public static void assertAnswer(String method, String uri, int status, JsonNode body) {
        var path = uri.replaceFirst("\\?.*", "").replaceFirst("^" + PREFIX, "");
        if (path.startsWith("/ops/")) {
            return; // the platform's own
        }
        var described = OPEN_API.path("paths")
                .propertyStream()
                .filter(entry -> Pattern.matches(entry.getKey().replaceAll("\\{[^}]*}", "[^/]+"), path))
                // A fixed path goes before one with a variable.
                .min((one, other) -> Integer.compare(
                        one.getKey().length() - one.getKey().replace("{", "").length(),
                        other.getKey().length()
                                - other.getKey().replace("{", "").length()))
                .orElseThrow(() -> new AssertionError(path + " is not in openapi.yaml"));
        var pointer = "/paths/" + escaped(described.getKey()) + "/" + method.toLowerCase(Locale.ROOT) + "/responses/"
                + status;
        var response = OPEN_API.at(pointer);
        assertThat(response.isMissingNode())
                .as("%s %s answers %d, which openapi.yaml does not say: %s", method, path, status, body)
                .isFalse();
        if (response.has("$ref")) {
            pointer = response.path("$ref").asString().substring(1);
            response = OPEN_API.at(pointer);
        }
        var media = response.path("content").propertyNames();
        for (var type : media) {
            var schema = pointer + "/content/" + escaped(type) + "/schema";
            assertValid(
                    SCHEMAS.getSchema(SchemaLocation.of("urn:openapi#" + schema)),
                    body.toString(),
                    method + " " + path);
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
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
        return OPEN_API;
    }

    /** Answers have no fields beside those described, so that a new one is described before it is sent. */
    private static String closedOpenApi() {
        var document = OPEN_API.deepCopy();
        close(document);
        return JsonMapper.shared().writeValueAsString(document);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contracts::close);
    }

    /** Types of the events of a service, from the names of its schemas. */
    public static List<String> types(String service) {
        try (var files = Files.list(ALL.resolve(service + "/events"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".schema.json"))
                    .map(name -> name.replace(".schema.json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String sample(String service, String type) {
        return read(ALL.resolve(service + "/events/" + type + ".sample.json"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Contracts() {}
}
