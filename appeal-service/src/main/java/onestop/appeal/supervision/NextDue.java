package onestop.appeal.supervision;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.Shanghai;
import org.jspecify.annotations.Nullable;

/** The first clock that nobody has met yet, as it is shown; limits in days end with a day. */
public record NextDue(Clock clock, Instant dueAt, @Nullable LocalDate dueOn) {

    public static NextDue of(Clock clock, Instant dueAt) {
        var day = Shanghai.dayOf(dueAt);
        var endsWithTheDay = dueAt.equals(Shanghai.endOf(day));
        return new NextDue(clock, dueAt.truncatedTo(ChronoUnit.SECONDS), endsWithTheDay ? day : null);
    }
}
