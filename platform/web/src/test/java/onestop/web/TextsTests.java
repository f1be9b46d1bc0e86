package onestop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextsTests {
    @Test
    void everyTextIsThereInBothLanguagesWithTheSamePlaces() throws IOException {
        var english = load("/onestop-problems.properties");
        var chinese = load("/onestop-problems_zh.properties");

        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            assertThat(places(chinese.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        }
    }

    private static Properties load(String name) throws IOException {
        var texts = new Properties();
        try (var reader = new InputStreamReader(
                Objects.requireNonNull(TextsTests.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    private static TreeSet<String> places(String text) {
        var places = new TreeSet<String>();
        var matcher = Pattern.compile("\\{\\d}").matcher(text);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places;
    }
}
