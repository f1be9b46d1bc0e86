package onestop.appeal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContractFilesTests {

    @Test
    void everySampleAgreesWithItsSchema() {
        assertThat(Contracts.SERVICE.types())
                .hasSizeGreaterThan(10)
                .allSatisfy(type -> Contracts.SERVICE.assertEvent(type, Contracts.SERVICE.sample(type)));
    }

    @Test
    void everyExampleAgreesWithItsSchema() {
        assertThat(Contracts.SERVICE.assertExamples()).isGreaterThan(12);
    }

    @Test
    void everyBodyIsShownByAnExample() {
        assertThat(Contracts.SERVICE.bodiesWithoutExample()).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(Contracts.SERVICE.brokenReferences()).isEmpty();
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
