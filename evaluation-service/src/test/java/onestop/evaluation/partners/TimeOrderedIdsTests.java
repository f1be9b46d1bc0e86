package onestop.evaluation.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTests {
    private static final Instant AT = Instant.parse("2026-03-05T01:00:00.123Z");

    @Test
    void idsAscendPastTheEndOfAMillisecondsCounter() {
        var ids = new TimeOrderedIds(AT);
        var made = new ArrayList<UUID>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }

        assertThat(made.stream().map(UUID::toString).toList()).isSorted().doesNotHaveDuplicates();
        assertThat(made).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
        assertThat(made.getFirst().getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    }

    @Test
    void twoSeriesOfOneMomentDiffer() {
        assertThat(new TimeOrderedIds(AT).next()).isNotEqualTo(new TimeOrderedIds(AT).next());
    }
}
