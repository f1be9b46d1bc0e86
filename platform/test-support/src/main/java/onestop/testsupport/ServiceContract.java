package onestop.testsupport;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a service promises in {@code contracts}, to hold its answers and events against: right shape, and no field that
 * is not described.
 */
public final class ServiceContract {
    private static final Path ALL = Path.of("../contracts");
    private static final String SCHEMA = ".schema.json";
    private static final String API = "urn:openapi#";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final Path folder;
    private final JsonNode openApi;
    private final SchemaRegistry schemas;
    /** Keeps nothing: each schema of an example is used once, and kept they would take hundreds of megabytes. */
    private final SchemaRegistry passing;

    private ServiceContract(Path folder) {
        this.folder = folder;
        this.openApi = new YAMLMapper().readTree(text(folder.resolve("openapi.yaml")));
        var closed = openApi.deepCopy();
        close(closed);
        var document = Map.of("urn:openapi", JsonMapper.shared().writeValueAsString(closed));
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(document));
        this.passing = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(document).schemaCacheEnabled(false));
    }

    /** The contract of a service, from the folder of its name. */
    public static ServiceContract of(String service) {
        return in(ALL.resolve(service));
    }

    static ServiceContract in(Path folder) {
        return new ServiceContract(folder);
    }

    /** Answers have no fields beside those described, so that a new one is described before it is sent. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ServiceContract::close);
    }

    // --- events

    /** Types of the events, from the names of their schemas. */
    public List<String> types() {
        try (var files = Files.list(folder.resolve("events"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SCHEMA))
                    .map(name -> name.replace(SCHEMA, ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The example of an event's data. */
    public String sample(String type) {
        return text(folder.resolve("events").resolve(type + ".sample.json"));
    }

    /** The schema of an event's data. */
    public JsonNode schema(String type) {
        return JsonMapper.shared().readTree(text(folder.resolve("events").resolve(type + SCHEMA)));
    }

    /** Holds an event's data against its schema, which has to name every field that is sent. */
    public void assertEvent(String type, String json) {
        var schema = schema(type);
        assertValid(schemas.getSchema(schema), json, type);
        assertThat(schema.path("properties").propertyNames())
                .as("fields that the schema of %s names", type)
                .containsAll(JsonMapper.shared().readTree(json).propertyNames());
    }

    // --- REST

    /** The whole of {@code openapi.yaml}. */
    public JsonNode openApi() {
        return openApi;
    }

    /** Method and path of everything that the service itself offers, as {@code GET /api/x/{}}. */
    public Set<String> operations() {
        var all = new TreeSet<String>();
        openApi.path("paths")
                .forEachEntry((path, operations) -> operations
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(method -> METHODS.contains(method) && !path.contains("/ops/"))
                        .forEach(method ->
                                all.add(method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}"))));
        return all;
    }

    /** Holds an answer against a schema of the components. */
    public void assertAnswer(String schema, JsonNode answer) {
        assertFits("/components/schemas/" + schema, answer, schema);
    }

    /**
     * Holds an answer against what is said of its path, method and status. Answers without content are not looked into.
     *
     * @param path as in the document, or with values in the place of its variables
     */
    public void assertAnswer(String method, String path, int status, JsonNode body) {
        var described = openApi.path("paths")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(key -> Pattern.matches(key.replaceAll("\\{[^}]*}", "[^/]+"), path))
                // A fixed path goes before one with a variable.
                .min(Comparator.comparingLong(
                        key -> key.chars().filter(c -> c == '{').count()))
                .orElseThrow(() -> new AssertionError(path + " is not in openapi.yaml"));
        var pointer =
                "/paths/%s/%s/responses/%d".formatted(escaped(described), method.toLowerCase(Locale.ROOT), status);
        assertThat(openApi.at(pointer).isMissingNode())
                .as("%s %s answers %d, which openapi.yaml does not say: %s", method, path, status, body)
                .isFalse();
        if (openApi.at(pointer).has("$ref")) {
            pointer = openApi.at(pointer).path("$ref").asString().substring(1);
        }
        for (var type : openApi.at(pointer).path("content").propertyNames()) {
            assertFits(pointer + "/content/" + escaped(type) + "/schema", body, method + " " + path);
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private void assertFits(String pointer, JsonNode answer, String name) {
        assertFits(schemas, pointer, answer, name);
    }

    private static void assertFits(SchemaRegistry registry, String pointer, JsonNode answer, String name) {
        assertValid(registry.getSchema(SchemaLocation.of(API + pointer)), answer.toString(), name);
    }

    private static void assertValid(Schema schema, String json, String name) {
        assertThat(schema.validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as("%s: %s", name, json)
                .isEmpty();
    }

    // --- the document itself

    /** Holds every example of a body against the schema beside it; the number of examples. */
    public int assertExamples() {
        var checked = new ArrayList<String>();
        examples(openApi, "", checked);
        return checked.size();
    }

    private void examples(JsonNode node, String pointer, List<String> checked) {
        if (node.has("schema")) {
            examplesOf(node).forEach(example -> {
                assertFits(passing, pointer + "/schema", example, pointer);
                checked.add(pointer);
            });
        }
        node.forEachEntry((key, child) -> examples(child, pointer + "/" + escaped(key), checked));
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
            examples(node.get(i), pointer + "/" + i, checked);
        }
    }

    private Stream<JsonNode> examplesOf(JsonNode media) {
        var several = media.path("examples").valueStream().map(example -> {
            var reference = example.path("$ref").asString("");
            return (reference.isEmpty() ? example : openApi.at(reference.substring(1))).path("value");
        });
        return media.has("example") ? Stream.concat(Stream.of(media.path("example")), several) : several;
    }

    /** What is sent or answered as JSON without an example, such as {@code GET /api/x 200}. */
    public List<String> bodiesWithoutExample() {
        var missing = new ArrayList<String>();
        openApi.path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        var name = method.toUpperCase(Locale.ROOT) + " " + path;
                        if (lacksExample(operation.path("requestBody"))) {
                            missing.add(name);
                        }
                        operation.path("responses").forEachEntry((status, answer) -> {
                            if (status.startsWith("2") && lacksExample(answer)) {
                                missing.add(name + " " + status);
                            }
                        });
                    }
                }));
        return missing;
    }

    private boolean lacksExample(JsonNode body) {
        var reference = body.path("$ref").asString("");
        var media = (reference.isEmpty() ? body : openApi.at(reference.substring(1)))
                .path("content")
                .path("application/json");
        return !media.isMissingNode() && !media.has("example") && !media.has("examples");
    }

    /** References that lead nowhere. */
    public List<String> brokenReferences() {
        return Pattern.compile("\"\\$ref\":\"#([^\"]+)\"")
                .matcher(openApi.toString())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .filter(reference -> openApi.at(reference).isMissingNode())
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
