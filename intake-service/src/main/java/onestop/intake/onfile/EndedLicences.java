package onestop.intake.onfile;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A licence that was revoked (撤销), cancelled (注销) or has expired is offered to no further application. One that was superseded needs
 * nothing: the decision that superseded it brought its successor.
 */
@Component
class EndedLicences implements EventConsumer {
    private static final Map<String, String> ENDED = Map.of(
            "onestop.approval.licence.revoked.v1", "REVOKED",
            "onestop.approval.licence.cancelled.v1", "CANCELLED",
            "onestop.approval.licence.expired.v1", "EXPIRED");

    private final JdbcClient jdbc;
    private final LicenceTables tables;

    EndedLicences(JdbcClient jdbc, LicenceTables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "licence-ends";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.approval.licence"));
    }

    /** Our reading of the end of a licence. */
    private record End(
            @Nullable String licenceNumber,
            @Nullable String subjectUsci,
            @Nullable String unit,
            @Nullable OffsetDateTime at) {}

    @Override
    public void handle(List<IncomingEvent> events) {
        var uscis = new ArrayList<String>();
        var numbers = new ArrayList<String>();
        var units = new ArrayList<String>();
        var times = new ArrayList<String>();
        var reasons = new ArrayList<String>();
        for (var event : events) {
            var reason = ENDED.get(event.type());
            if (reason == null) {
                continue; // told to others
            }
            var end = event.data(End.class);
            if (end.licenceNumber() == null || end.subjectUsci() == null || end.unit() == null || end.at() == null) {
                throw new UnreadableEventException(
                        "%s lacks licenceNumber, subjectUsci, unit or at".formatted(event.type()));
            }
            uscis.add(end.subjectUsci());
            numbers.add(end.licenceNumber());
            units.add(end.unit());
            times.add(end.at().toString());
            reasons.add(reason);
        }
        if (numbers.isEmpty()) {
            return;
        }
        EnterpriseTurn.take(jdbc, uscis); // whoever takes in the decision at the same moment
        jdbc.sql("""
                INSERT INTO ended_licence (licence_number, unit, ended_at, reason)
                SELECT DISTINCT ON (number) number, unit, at, reason
                  FROM unnest(:numbers::text[], :units::text[], :times::timestamptz[], :reasons::text[])
                       AS t (number, unit, at, reason)
                 ORDER BY number, at
                    ON CONFLICT (licence_number) DO NOTHING
                """)
                .param("numbers", numbers.toArray(String[]::new))
                .param("units", units.toArray(String[]::new))
                .param("times", times.toArray(String[]::new))
                .param("reasons", reasons.toArray(String[]::new))
                .update();
        tables.withdraw(numbers);
    }
}
