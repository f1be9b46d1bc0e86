package onestop.intake.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ContractsTests {
    static List<String> types() {
        return Contracts.types("intake");
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachSampleFitsItsSchema(String type) {
        Contracts.assertEvent("intake", type, Contracts.sample("intake", type));
    }

    @Test // the gate itself
    void whatIsNotDescribedIsNoticed() {
        var json = JsonMapper.shared();
        assertThatThrownBy(() -> Contracts.assertAnswer("GET", "/uscis/1", 200, json.readTree("{\"code\": \"1\"}")))
                .hasMessageContaining("valid");
        assertThatThrownBy(() -> Contracts.assertAnswer(
                        "GET", "/uscis/1", 200, json.readTree("{\"code\": \"1\", \"valid\": true, \"secret\": 1}")))
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> Contracts.assertAnswer("GET", "/uscis/1", 418, json.createObjectNode()))
                .hasMessageContaining("418");
        assertThatThrownBy(() -> Contracts.assertAnswer("GET", "/nowhere", 200, json.createObjectNode()))
                .hasMessageContaining("/nowhere");
        assertThatThrownBy(() -> Contracts.assertEvent(
                        "intake", "onestop.intake.application.refused.v1", "{\"receiptNumber\": \"1\"}"))
                .hasMessageContaining("refusedAt");
    }

    @Test
    void everyBodyIsShownByAnExample() {
        assertThat(Contracts.OURS.bodiesWithoutExample()).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(Contracts.OURS.brokenReferences()).isEmpty();
    }

    @Test
    void everyExampleFitsItsSchema() {
        assertThat(Contracts.OURS.assertExamples()).isGreaterThan(40);
    }

    @Test
    void everyProblemHasItsTextsInBothLanguagesAndStandsInTheList() throws Exception {
        var english = texts("/problems.properties");
        var chinese = texts("/problems_zh.properties");
        assertThat(chinese.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());

        var list = Files.readString(Path.of("../contracts/intake/problems.md"));
        var listed = new ArrayList<String>();
        var matcher = Pattern.compile("(?m)^\\| (`[^|]+) \\|").matcher(list);
        while (matcher.find()) {
            for (var slug : matcher.group(1).split(", ", -1)) {
                listed.add(slug.replace("`", ""));
            }
        }
        assertThat(english.stringPropertyNames().stream()
                        .filter(key -> key.endsWith(".title"))
                        .map(key -> key.replace(".title", ""))
                        .filter(slug -> !slug.equals("not-due-yet"))) // told to nobody over HTTP
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    private static Properties texts(String name) throws Exception {
        var texts = new Properties();
        try (var file = ContractsTests.class.getResourceAsStream(name)) {
            texts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
