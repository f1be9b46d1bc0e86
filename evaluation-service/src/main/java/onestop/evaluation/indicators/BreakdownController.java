package onestop.evaluation.indicators;

import jakarta.validation.constraints.Pattern;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.indicators.Breakdowns.Asked;
import onestop.evaluation.indicators.Breakdowns.Line;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Slice;
import onestop.web.AllowedToStaff;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ratings of one key by the keys of another slice: a unit's items, an item's towns, anything's channels. */
@RestController
class BreakdownController {
    private final Breakdowns breakdowns;
    private final ReadIndicators indicators;
    private final Problems problems;
    private final InstantSource clock;

    BreakdownController(Breakdowns breakdowns, ReadIndicators indicators, Problems problems, InstantSource clock) {
        this.breakdowns = breakdowns;
        this.indicators = indicators;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * One line.
     *
     * @param byChannel only channels with ratings
     */
    record BreakdownView(
            String key,
            long ratings,
            Map<Level, Long> byLevel,
            Map<Channel, Map<Level, Long>> byChannel,
            Ratio goodRate,
            Ratio score) {

        static BreakdownView of(Line line) {
            var counts = LevelCounts.sum(line.byChannel().values());
            return new BreakdownView(
                    line.key(), counts.all(), counts.byLevel(), line.byChannel(), counts.goodRate(), counts.score());
        }
    }

    @AllowedToStaff
    @GetMapping("/api/evaluation/indicators/breakdown")
    ResponseEntity<?> read(
            Caller caller,
            @RequestParam Slice slice,
            @RequestParam @Pattern(regexp = IndicatorsController.KEY) String key,
            @RequestParam Slice by,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var offered = Breakdowns.BY.get(slice);
        if (offered == null) {
            throw new InvalidFieldException("slice", "one-of", List.copyOf(Breakdowns.BY.keySet()));
        }
        if (!offered.contains(by)) {
            throw new InvalidFieldException("by", "one-of", offered);
        }
        if (slice.ofPersons() && !indicators.mayReadOfficer(caller, key)) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-officer");
        }
        var period = Period.of(from, to, CountyTime.dayOf(CountyTime.now(clock)));
        var parts = Cursor.parts(after, 1);
        var lines = breakdowns.page(
                new Asked(slice, key, by, period), parts.isEmpty() ? null : parts.getFirst(), limit.plusOne());
        return ResponseEntity.ok(
                Page.of(lines.stream().map(BreakdownView::of).toList(), limit, last -> Cursor.of(last.key())));
    }
}
