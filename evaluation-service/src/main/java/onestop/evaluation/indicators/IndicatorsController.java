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
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Slice;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The indicators for staff. Those of units, items and places are public figures; those of officers are not. */
@RestController
class IndicatorsController {
    static final String KEY = "[\\p{L}0-9_.:/-]{1,40}";

    private final ReadIndicators indicators;
    private final ReadDimensions dimensions;
    private final Problems problems;
    private final InstantSource clock;

    IndicatorsController(ReadIndicators indicators, ReadDimensions dimensions, Problems problems, InstantSource clock) {
        this.indicators = indicators;
        this.dimensions = dimensions;
        this.problems = problems;
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
    ResponseEntity<?> read(
            Caller caller,
            @RequestParam(required = false) @Nullable Slice slice,
            @RequestParam(required = false) @Pattern(regexp = KEY) @Nullable String key,
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        var period = Period.of(from, to, CountyTime.dayOf(CountyTime.now(clock)));
        if (unit != null) {
            if (slice != null || key != null) {
                throw new InvalidFieldException("unit", "unit-or-slice");
            }
            return ResponseEntity.ok(indicators.of(Slice.UNIT, unit, period.from(), period.to()));
        }
        var of = slice == null ? Slice.COUNTY : slice;
        checkKey(of, key);
        if (of.ofPersons() && !indicators.mayReadOfficer(caller, String.valueOf(key))) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-officer");
        }
        return ResponseEntity.ok(indicators.of(of, key, period.from(), period.to()));
    }

    /** What was rated beside the whole. */
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
    @GetMapping("/api/evaluation/indicators/dimensions")
    ResponseEntity<?> dimensions(
            Caller caller,
            @RequestParam(defaultValue = "COUNTY") Slice slice,
            @RequestParam(required = false) @Pattern(regexp = KEY) @Nullable String key,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        checkKey(slice, key);
        if (slice.ofPersons() && !indicators.mayReadOfficer(caller, String.valueOf(key))) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-officer");
        }
        var period = Period.of(from, to, CountyTime.dayOf(CountyTime.now(clock)));
        return ResponseEntity.ok(dimensions.of(slice, key, period));
    }

    /** Every slice is read by a key but the county, which has none. */
    static void checkKey(Slice slice, @Nullable String key) {
        if ((slice == Slice.COUNTY) != (key == null)) {
            throw new InvalidFieldException("key", slice == Slice.COUNTY ? "key-of-no-slice" : "required");
        }
    }
}
