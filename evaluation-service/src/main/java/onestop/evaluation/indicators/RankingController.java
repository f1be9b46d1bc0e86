package onestop.evaluation.indicators;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.indicators.Rankings.Asked;
import onestop.evaluation.indicators.Rankings.Place;
import onestop.evaluation.scale.Slice;
import onestop.web.AllowedToStaff;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rankings as they stand now. What was published of them is another matter: that stays. */
@RestController
class RankingController {
    static final List<Slice> RANKED = List.of(Slice.UNIT, Slice.ITEM, Slice.WINDOW, Slice.OFFICER, Slice.TOWN);

    private final ReadRankings rankings;
    private final Problems problems;
    private final InstantSource clock;

    RankingController(ReadRankings rankings, Problems problems, InstantSource clock) {
        this.rankings = rankings;
        this.problems = problems;
        this.clock = clock;
    }

    @AllowedToStaff
    @GetMapping("/api/evaluation/rankings")
    ResponseEntity<?> read(
            Caller caller,
            @RequestParam Slice slice,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(defaultValue = "10") @Min(1) @Max(1_000_000) int minimum,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        if (!RANKED.contains(slice)) {
            throw new InvalidFieldException("slice", "one-of", RANKED);
        }
        String unit = null;
        if (slice.ofPersons() && !caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)) {
            if (!caller.is(Role.UNIT_MANAGER) || caller.unit() == null) {
                return problems.reply(HttpStatus.FORBIDDEN, "not-your-officer");
            }
            unit = caller.unit();
        }
        var period = Period.of(from, to, CountyTime.dayOf(CountyTime.now(clock)));
        return ResponseEntity.ok(Page.of(
                rankings.page(new Asked(slice, unit, period, minimum), place(after), limit.plusOne()),
                limit,
                last -> Cursor.of(last.shrunkenScore(), last.key())));
    }

    private static @Nullable Place place(@Nullable String after) {
        var parts = Cursor.parts(after, 2);
        return parts.isEmpty() ? null : new Place(Cursor.decimal(parts.get(0)), parts.get(1));
    }
}
