package onestop.intake.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import onestop.intake.progress.CaseNews.Status;
import org.junit.jupiter.api.Test;

class CaseNewsTests {
    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-03-02T12:00:00+08:00");
    private static final LocalDate DUE = LocalDate.of(2026, 3, 9);

    static CaseNews opened() {
        return new CaseNews(
                "C1", "R1", 1, Status.OPENED, null, null, DUE, DUE, false, NOON, null, null, null, null, false);
    }

    static CaseNews examined() {
        return new CaseNews(
                "C1", "R1", 2, Status.EXAMINED, null, null, null, null, null, null, null, null, null, null, false);
    }

    static CaseNews resumed() {
        return new CaseNews(
                "C1",
                "R1",
                4,
                Status.OPENED,
                null,
                null,
                DUE.plusDays(5),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    static CaseNews decided() {
        return new CaseNews(
                "C1",
                "R1",
                5,
                Status.DECIDED,
                "GRANTED",
                null,
                null,
                null,
                null,
                null,
                NOON.plusDays(1),
                "L1",
                "许可证",
                null,
                false);
    }

    @Test
    void theLatestNewsWinAndEarlierOnesFillIn() {
        var together = opened().and(examined()).and(resumed()).and(decided());

        assertThat(together)
                .isEqualTo(new CaseNews(
                        "C1",
                        "R1",
                        5,
                        Status.DECIDED,
                        "GRANTED",
                        null,
                        DUE.plusDays(5),
                        DUE,
                        false,
                        NOON,
                        NOON.plusDays(1),
                        "L1",
                        "许可证",
                        null,
                        false));
    }

    @Test
    void newsOfDaysLeaveACaseWaitingForWhatItWaitsFor() {
        var waits = new CaseNews(
                "C1", "R1", 3, Status.WAITING, null, null, null, null, null, null, null, null, null, "C0", false);
        var days = new CaseNews("C1", "R1", 4, null, null, null, DUE, null, null, null, null, null, null, null, false);

        assertThat(waits.and(days).waitsFor()).isEqualTo("C0");
        assertThat(waits.and(resumed()).waitsFor()).isNull();
    }

    @Test
    void theSameNewsTwiceChangeNothing() {
        assertThat(decided().and(decided())).isEqualTo(decided());
    }

    @Test
    void theNewestOfTwoIsFoundInAnyOrder() {
        var news = new ArrayList<>(List.of(opened(), examined(), decided()));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(news, new Random(seed));
            var together = news.stream().reduce(CaseNews::and).orElseThrow();
            assertThat(together.status()).isEqualTo(Status.DECIDED);
            assertThat(together.promisedDueOn()).isEqualTo(DUE);
            assertThat(together.openedAt()).isEqualTo(NOON);
        }
    }
}
