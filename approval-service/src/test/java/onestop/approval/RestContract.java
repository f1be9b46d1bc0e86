package onestop.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The published REST contract, and whether answers keep it: known status, right shape, and no field that it does not name. */
final class RestContract {
    private static final JsonNode DOCUMENT = read();
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private RestContract() {}

    /** Method and path of everything the contract offers. */
    static Set<String> operations() {
        var all = new TreeSet<String>();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(name ->
                                Set.of("get", "put", "post", "delete", "patch").contains(name))
                        .forEach(method -> all.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return all;
    }

    static void holds(String method, String path, MvcTestResult result) {
        MockHttpServletResponse response = result.getResponse();
        var body = new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
        var answer = resolve(operation(method, path).path("responses").path(Integer.toString(response.getStatus())));
        var what = "%s %s answered %d %s".formatted(method, path, response.getStatus(), body);
        assertThat(answer.isMissingNode()).as("unpublished: %s", what).isFalse();
        if (response.getStatus() == 204) {
            assertThat(answer.has("content")).as(what).isFalse();
            assertThat(body).as(what).isEmpty();
            return;
        }
        var type = response.getStatus() < 300 ? "application/json" : "application/problem+json";
        assertThat(response.getContentType()).as(what).startsWith(type);
        var schema = answer.path("content").path(type).path("schema");
        assertThat(violations(schema, body)).as(what).isEmpty();
        assertThat(unknown(schema, new JsonMapper().readTree(body), "$"))
                .as(what)
                .isEmpty();
    }

    static List<String> violations(JsonNode schema, String json) {
        return SCHEMAS
                .computeIfAbsent(schema.toString(), _ -> {
                    var whole = JsonNodeFactory.instance.objectNode();
                    whole.set("allOf", JsonNodeFactory.instance.arrayNode().add(schema));
                    whole.set("components", DOCUMENT.get("components"));
                    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(whole.toString());
                })
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** Every example of a response or request body, with the schema it stands beside. */
    static List<Map.Entry<JsonNode, JsonNode>> examples() {
        var found = new ArrayList<Map.Entry<JsonNode, JsonNode>>();
        collect(DOCUMENT, found);
        return found;
    }

    private static void collect(JsonNode node, List<Map.Entry<JsonNode, JsonNode>> found) {
        if (node.has("schema") && node.has("example")) {
            found.add(Map.entry(node.get("schema"), node.get("example")));
        }
        if (node.has("schema") && node.has("examples")) {
            node.get("examples")
                    .values()
                    .forEach(example -> found.add(Map.entry(node.get("schema"), example.get("value"))));
        }
        node.values().forEach(child -> collect(child, found));
    }

    /** Fields of an answer that its schema does not name; objects without properties, and problems, are free. */
    private static List<String> unknown(JsonNode schemaOrReference, JsonNode value, String at) {
        var schema = resolve(schemaOrReference);
        var found = new ArrayList<String>();
        if (value.isObject()
                && schema.has("properties")
                && !schema.path("additionalProperties").asBoolean(false)) {
            value.properties().forEach(field -> {
                var known = schema.get("properties").get(field.getKey());
                if (known == null) {
                    found.add(at + "." + field.getKey());
                } else {
                    found.addAll(unknown(known, field.getValue(), at + "." + field.getKey()));
                }
            });
        }
        if (value.isArray() && schema.has("items")) {
            value.forEach(element -> found.addAll(unknown(schema.get("items"), element, at + "[]")));
        }
        return found;
    }

    private static JsonNode operation(String method, String path) {
        var operation = DOCUMENT.get("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
        assertThat(operation.isMissingNode())
                .as("%s %s is unpublished", method, path)
                .isFalse();
        return operation;
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static JsonNode read() {
        try {
            var yaml = Files.readString(Path.of("../contracts/approval/openapi.yaml"));
            return new JsonMapper().readTree(new YAMLMapper().readTree(yaml).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
