package onestop.appeal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ContractFilesTests {

    @Test
    void everySampleAgreesWithItsSchema() {
        var schemas = Contracts.events(".schema.json");
        assertThat(schemas).hasSizeGreaterThan(10);
        for (var schema : schemas) {
            var type = schema.getFileName().toString().replace(".schema.json", "");
            Contracts.assertEvent(type, Contracts.read(schema.resolveSibling(type + ".sample.json")));
        }
    }

    @Test
    void everyExampleOfAnAnswerAgreesWithItsSchema() {
        var checked = new ArrayList<String>();
        var document = Contracts.openApi();
        for (var example : document.path("components").path("examples")) {
            Contracts.assertAnswer("Appeal", example.path("value"));
            checked.add(example.path("summary").asString());
        }
        check(document.path("paths"), checked);
        check(document.path("components").path("responses"), checked);
        assertThat(checked).hasSizeGreaterThan(12);
    }

    private static void check(JsonNode node, ArrayList<String> checked) {
        if (node instanceof ObjectNode && node.has("schema") && node.has("example")) {
            var reference = node.path("schema").path("$ref").asString("");
            if (!reference.isEmpty()) {
                var name = reference.substring(reference.lastIndexOf('/') + 1);
                Contracts.assertAnswer(name, node.path("example"));
                checked.add(name);
            }
        }
        node.forEach(child -> check(child, checked));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var document = Contracts.openApi();
        var references = Pattern.compile("\"\\$ref\":\"#([^\"]+)\"")
                .matcher(document.toString())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(document.at(reference).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everyProblemHasTextsInBothLanguagesAndIsListed() throws IOException {
        var english = texts("problems.properties");
        var chinese = texts("problems_zh.properties");
        assertThat(english).isEqualTo(chinese);
        var listed = Contracts.read(Contracts.OURS.resolve("problems.md"));
        for (var key : english) {
            if (key.endsWith(".title")) {
                assertThat(listed).contains("`" + key.replace(".title", "") + "`");
                assertThat(english).contains(key.replace(".title", ".detail"));
            } else if (key.startsWith("field.")) {
                assertThat(listed).contains("`" + key.replace("field.", "") + "`");
            }
        }
    }

    private static TreeSet<String> texts(String file) throws IOException {
        var texts = new Properties();
        texts.load(new StringReader(Contracts.read(Path.of("src/main/resources/" + file))));
        return new TreeSet<>(texts.stringPropertyNames());
    }
}
