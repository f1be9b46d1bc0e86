package onestop.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedTextsTests {
    private final SharedTexts texts = new SharedTexts();

    @Test
    void theSameTextIsTheSameObject() {
        var first = texts.same(new StringBuilder("XZSP").toString());

        assertThat(texts.same(new StringBuilder("XZSP").toString())).isSameAs(first);
    }

    @Test
    void noTextIsTakenForAnother() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(texts.same("item-" + i)).isEqualTo("item-" + i);
        }
        assertThat(texts.same("Aa")).isEqualTo("Aa");
        assertThat(texts.same("BB")).as("with the same hash").isEqualTo("BB");
    }

    @Test
    void whatIsLongIsNotKept() {
        var first = "x".repeat(101);

        assertThat(texts.same(first)).isSameAs(first);
        assertThat(texts.same("x".repeat(101))).isNotSameAs(first);
    }
}
