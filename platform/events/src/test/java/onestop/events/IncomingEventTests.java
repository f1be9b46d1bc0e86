package onestop.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingEventTests {
    record Visit(@Nullable Person visitor, @Nullable List<Integer> rooms) {}

    record Person(@Nullable String name, @Nullable Instant born) {}

    private static IncomingEvent event(String body) {
        return new IncomingEvent(
                UUID.randomUUID(),
                "onestop.test.visit.v1",
                "/test",
                "s",
                1,
                Instant.EPOCH,
                "onestop.test",
                "k",
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatFitsIsReadAndMoreIsIgnored() {
        var visit = event("{\"visitor\": {\"name\": \"李\", \"shoes\": 44}, \"rooms\": [7]}")
                .data(Visit.class);

        assertThat(visit.visitor()).isEqualTo(new Person("李", null));
        assertThat(visit.rooms()).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"visitor": {"born": "x13900001234"}}    | visitor.born
            {"visitor": "13900001234"}               | visitor
            {"rooms": ["a13900001234"]}              | rooms
            {"visitor": {"name": a13900001234}}      | visitor
            a13900001234                             | ''
            """)
    void whatDoesNotFitIsToldByItsPlaceAndNotByWhatItHolds(String body, String field) {
        assertThatThrownBy(() -> event(body).data(Visit.class))
                .isInstanceOfSatisfying(
                        UnreadableEventException.class,
                        unreadable -> assertThat(unreadable.field()).isEqualTo(field))
                .hasMessageContaining("onestop.test.visit.v1")
                .hasNoCause()
                .message()
                .doesNotContain("13900001234");
    }
}
