package onestop.appeal.clocks;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How far the due times have moved to a calendar that is new or amended. It begins in the transaction that stores the year; whoever
 * keeps due times moves them in batches, each with how far it is, so that nothing is lost where that ends. Until it is over commands
 * count on the calendar in the database, as that of a replica may be older; what one has counted on an older one before moves in a
 * second round.
 */
@Repository
public class CalendarMoves {
    private final JdbcClient jdbc;
    private final KnownYears known;
    private final Duration settling;

    CalendarMoves(
            JdbcClient jdbc, KnownYears known, @Value("${onestop.appeal.calendar-reload}") Duration calendarReload) {
        this.jdbc = jdbc;
        this.known = known;
        this.settling = calendarReload.multipliedBy(2);
    }

    /** @param firstDay due times before this day stay as they are */
    void begin(LocalDate firstDay) {
        jdbc.sql("""
                INSERT INTO calendar_move AS m (first_day, round, settle_at)
                VALUES (:firstDay, 1, now() + make_interval(secs => :settling))
                    ON CONFLICT (only_row) DO UPDATE
                   SET first_day = least(m.first_day, excluded.first_day), round = 1, after_id = NULL, settle_at = excluded.settle_at
                """)
                .param("firstDay", firstDay)
                .param("settling", settling.toSeconds())
                .update();
    }

    /** Whether due times may still be those of an older calendar, so that nothing may follow from their passing. */
    public boolean moving() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM calendar_move WHERE round = 1)")
                .query(Boolean.class)
                .single();
    }

    /** The calendar that commands count on as long as the move is not over; empty when it is, as all replicas have the same then. */
    public Optional<WorkingDayCalendar> calendar() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM calendar_move)")
                        .query(Boolean.class)
                        .single()
                ? Optional.of(known.calendar())
                : Optional.empty();
    }

    /**
     * What is to be moved next.
     *
     * @param after the last appeal that has moved
     */
    public record Move(LocalDate firstDay, @Nullable UUID after) {}

    /** For a batch: locked until its transaction ends. Empty when there is nothing to do, or another replica does it. */
    public Optional<Move> take() {
        return jdbc.sql("""
                SELECT first_day, after_id FROM calendar_move
                 WHERE round = 1 OR settle_at <= now()
                   FOR UPDATE SKIP LOCKED
                """)
                .query((row, _) ->
                        new Move(row.getObject("first_day", LocalDate.class), row.getObject("after_id", UUID.class)))
                .optional();
    }

    /** In the transaction of the batch. */
    public void reached(UUID appeal) {
        jdbc.sql("UPDATE calendar_move SET after_id = :appeal")
                .param("appeal", appeal)
                .update();
    }

    /** In the transaction of the last batch of a round. */
    public void roundEnded() {
        jdbc.sql("DELETE FROM calendar_move WHERE round = 2").update();
        jdbc.sql("UPDATE calendar_move SET round = 2, after_id = NULL").update();
    }
}
