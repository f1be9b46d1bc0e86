package onestop.evaluation.improvement;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.evaluation.improvement.SaidTexts.Said;
import onestop.evaluation.rectification.Origin;
import onestop.web.Allowed;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What goes wrong most often, and what the texts speak of. */
@RestController
class FindingsController {
    private static final int LONGEST_PERIOD_DAYS = 1098;
    private static final int MEMBERS_SHOWN = 50;
    private static final int PLACES_SHOWN = 5;

    private final PainPoints painPoints;
    private final SaidTexts saidTexts;
    private final CatalogueNames names;
    private final InstantSource clock;
    private final TextClusters clusters = new TextClusters(new Words());

    /** Grouping takes a processor for a second: one look at a time. */
    private final Semaphore oneAtATime = new Semaphore(1);

    FindingsController(PainPoints painPoints, SaidTexts saidTexts, CatalogueNames names, InstantSource clock) {
        this.painPoints = painPoints;
        this.saidTexts = saidTexts;
        this.names = names;
        this.clock = clock;
    }

    record PainPointView(
            Pain.Kind kind,
            @Nullable String label,
            String item,
            @Nullable String itemNameZh,
            @Nullable String step,
            long count,
            long among,
            double share,
            double lower,
            double upper) {}

    record PainPointsView(LocalDate from, LocalDate to, List<PainPointView> items) {}

    record MemberView(Origin origin, UUID id) {}

    record PlaceView(@Nullable String item, @Nullable String step, long count) {}

    record GroupView(List<String> terms, int count, List<PlaceView> places, List<MemberView> members) {}

    /**
     * @param texts that were looked at
     * @param most that are looked at: the latest ones
     * @param older whether there are earlier ones that were not
     * @param alone texts that speak of what no other does
     */
    record TextGroupsView(
            LocalDate from, LocalDate to, int texts, int most, boolean older, int alone, List<GroupView> items) {}

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/pain-points")
    PainPointsView painPoints(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Pattern(regexp = "[A-Za-z0-9._-]{1,60}") @Nullable String item,
            @RequestParam(defaultValue = "3") @Min(1) @Max(1000) int least,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int limit) {
        var period = period(from, to);
        var found = painPoints.top(period.from(), period.to(), item, least, limit);
        var itemNames = names.matters(
                found.stream().map(point -> point.pain().item()).distinct().toList());
        return new PainPointsView(
                period.from(),
                period.to(),
                found.stream()
                        .map(point -> {
                            var pain = point.pain();
                            var share = point.share();
                            var name = itemNames.get(pain.item());
                            return new PainPointView(
                                    pain.kind(),
                                    pain.label(),
                                    pain.item(),
                                    name == null ? null : name.nameZh(),
                                    pain.step(),
                                    share.count(),
                                    share.among(),
                                    rounded(share.value()),
                                    rounded(share.interval().getLowerBound()),
                                    rounded(share.interval().getUpperBound()));
                        })
                        .toList());
    }

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/text-groups")
    TextGroupsView textGroups(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Pattern(regexp = "[A-Za-z0-9._-]{1,60}") @Nullable String item) {
        var period = period(from, to);
        if (!oneAtATime.tryAcquire()) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
        }
        try {
            var found = saidTexts.latest(period.from(), period.to(), item, TextClusters.MOST_TEXTS + 1);
            boolean older = found.size() > TextClusters.MOST_TEXTS;
            var said = older ? found.subList(0, TextClusters.MOST_TEXTS) : found;
            var groups = clusters.of(said.stream().map(Said::text).toList());
            int grouped =
                    groups.stream().mapToInt(group -> group.members().size()).sum();
            return new TextGroupsView(
                    period.from(),
                    period.to(),
                    said.size(),
                    TextClusters.MOST_TEXTS,
                    older,
                    said.size() - grouped,
                    groups.stream()
                            .map(group -> view(
                                    group,
                                    group.members().stream().map(said::get).toList()))
                            .toList());
        } finally {
            oneAtATime.release();
        }
    }

    private static GroupView view(TextClusters.Group group, List<Said> members) {
        var places = members.stream()
                .collect(Collectors.groupingBy(
                        said -> new PlaceView(said.item(), said.step(), 0), Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry ->
                        new PlaceView(entry.getKey().item(), entry.getKey().step(), entry.getValue()))
                .sorted(Comparator.comparingLong((PlaceView place) -> -place.count())
                        .thenComparing(place -> String.valueOf(place.item()))
                        .thenComparing(place -> String.valueOf(place.step())))
                .limit(PLACES_SHOWN)
                .toList();
        return new GroupView(
                group.terms(),
                members.size(),
                places,
                members.stream()
                        .limit(MEMBERS_SHOWN)
                        .map(said -> new MemberView(said.origin(), said.id()))
                        .toList());
    }

    private record Period(LocalDate from, LocalDate to) {}

    private Period period(@Nullable LocalDate from, @Nullable LocalDate to) {
        var last = to == null ? CountyTime.dayOf(clock.instant()) : to;
        var first = from == null ? last.minusDays(89) : from;
        if (first.isAfter(last)) {
            throw new InvalidFieldException("from", "from-after-to", first.toString(), last.toString());
        }
        if (ChronoUnit.DAYS.between(first, last) > LONGEST_PERIOD_DAYS) {
            throw new InvalidFieldException("from", "period-too-long", LONGEST_PERIOD_DAYS);
        }
        return new Period(first, last);
    }

    static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
