package onestop.evaluation.indicators;

import static onestop.web.Role.APPEAL_COORDINATOR;
import static onestop.web.Role.APPROVER;
import static onestop.web.Role.AUDITOR;
import static onestop.web.Role.EVALUATION_SUPERVISOR;
import static onestop.web.Role.EXAMINER;
import static onestop.web.Role.HELPER;
import static onestop.web.Role.ISSUER;
import static onestop.web.Role.OPS;
import static onestop.web.Role.REVIEWER;
import static onestop.web.Role.UNIT_MANAGER;
import static onestop.web.Role.WINDOW;

import jakarta.validation.constraints.Pattern;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import onestop.evaluation.calendar.CountyTime;
import onestop.web.Allowed;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The indicators for staff. They are published figures without persons, so every unit may read every unit's. */
@RestController
class IndicatorsController {
    private static final int LONGEST_PERIOD_DAYS = 3660;

    private final ReadIndicators indicators;
    private final InstantSource clock;

    IndicatorsController(ReadIndicators indicators, InstantSource clock) {
        this.indicators = indicators;
        this.clock = clock;
    }

    @Allowed({
        HELPER,
        WINDOW,
        EXAMINER,
        REVIEWER,
        APPROVER,
        ISSUER,
        UNIT_MANAGER,
        EVALUATION_SUPERVISOR,
        APPEAL_COORDINATOR,
        AUDITOR,
        OPS
    })
    @GetMapping("/api/evaluation/indicators")
    Indicators read(
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        var today = CountyTime.dayOf(CountyTime.now(clock));
        var last = to == null ? today : to;
        var first = from == null ? last.withDayOfYear(1) : from;
        if (first.isAfter(last)) {
            throw new InvalidFieldException("from", "from-after-to", first, last);
        }
        if (ChronoUnit.DAYS.between(first, last) > LONGEST_PERIOD_DAYS) {
            throw new InvalidFieldException("from", "period-too-long", LONGEST_PERIOD_DAYS);
        }
        return indicators.of(unit, first, last);
    }
}
