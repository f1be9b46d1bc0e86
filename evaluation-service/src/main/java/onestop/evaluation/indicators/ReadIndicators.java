package onestop.evaluation.indicators;

import java.time.InstantSource;
import java.time.LocalDate;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.indicators.Indicators.ServicesCounted;
import onestop.evaluation.indicators.Indicators.Subject;
import onestop.evaluation.rectification.RectificationFigures;
import onestop.evaluation.scale.Slice;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the counters of a period; all of them as of one moment. */
@Service
class ReadIndicators {
    private final JdbcClient jdbc;
    private final Breakdowns breakdowns;
    private final RectificationFigures orders;
    private final InstantSource clock;

    ReadIndicators(JdbcClient jdbc, Breakdowns breakdowns, RectificationFigures orders, InstantSource clock) {
        this.jdbc = jdbc;
        this.breakdowns = breakdowns;
        this.orders = orders;
        this.clock = clock;
    }

    /** @param key of the slice; null for the county alone */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Indicators of(Slice slice, @Nullable String key, LocalDate from, LocalDate to) {
        var asOf = CountyTime.at(CountyTime.now(clock));
        return Indicators.of(
                new Subject(slice, key, from, to, asOf),
                breakdowns.byChannel(slice, key, new Period(from, to)),
                services(slice, key, from, to),
                orders.of(slice, key, from, to));
    }

    /**
     * Of a window, an officer, a town and a level, the services of which the events tell that. A service has no channel
     * until it is rated: of a channel, all of the county could have been rated there.
     */
    private ServicesCounted services(Slice slice, @Nullable String key, LocalDate from, LocalDate to) {
        return switch (slice) {
            case COUNTY -> services("SELECT invited, rated FROM service_tally WHERE TRUE", slice, null, from, to);
            case UNIT -> services("SELECT invited, rated FROM service_tally WHERE unit = :key", slice, key, from, to);
            case ITEM -> services("SELECT invited, rated FROM service_count WHERE matter = :key", slice, key, from, to);
            case WINDOW, OFFICER, TOWN, REGION_LEVEL ->
                services(
                        "SELECT invited, rated FROM service_slice_tally WHERE slice = :slice AND key = :key",
                        slice,
                        key,
                        from,
                        to);
            case CHANNEL -> services("""
                        SELECT invited, 0 AS rated FROM service_tally WHERE day BETWEEN :from AND :to
                         UNION ALL
                        SELECT 0, rated FROM service_slice_tally WHERE slice = :slice AND key = :key""", slice, key, from, to);
        };
    }

    private ServicesCounted services(String rows, Slice slice, @Nullable String key, LocalDate from, LocalDate to) {
        return jdbc.sql("SELECT coalesce(sum(invited), 0) AS invited, coalesce(sum(rated), 0) AS rated FROM (" + rows
                        + " AND day BETWEEN :from AND :to) AS s")
                .param("slice", slice.name())
                .param("key", key)
                .param("from", from)
                .param("to", to)
                .query(ServicesCounted.class)
                .single();
    }

    /** An officer reads the own figures, a manager those of who works for the unit, the supervisors all. */
    boolean mayReadOfficer(Caller caller, String officer) {
        return caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)
                || caller.subject().equals(officer)
                || caller.is(Role.UNIT_MANAGER) && workedFor(officer, caller.unit());
    }

    /** Whether the officer was ever rated when at work for the unit. */
    private boolean workedFor(String officer, @Nullable String unit) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM rated_officer WHERE officer = :officer AND unit = :unit)")
                .param("officer", officer)
                .param("unit", unit)
                .query(Boolean.class)
                .single();
    }
}
