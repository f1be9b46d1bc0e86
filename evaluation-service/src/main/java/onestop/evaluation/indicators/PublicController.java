package onestop.evaluation.indicators;

import jakarta.validation.constraints.Pattern;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.evaluation.catalogue.CatalogueNames.Name;
import onestop.evaluation.indicators.Publications.Row;
import onestop.evaluation.indicators.ReadRankings.RankView;
import onestop.evaluation.scale.Slice;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What everybody may read without signing in: figures of the county, units, items and places, and what was published. */
@RestController
class PublicController {
    private final ReadIndicators indicators;
    private final ReadDimensions dimensions;
    private final Publications publications;
    private final CatalogueNames names;
    private final Problems problems;
    private final InstantSource clock;

    PublicController(
            ReadIndicators indicators,
            ReadDimensions dimensions,
            Publications publications,
            CatalogueNames names,
            Problems problems,
            InstantSource clock) {
        this.indicators = indicators;
        this.dimensions = dimensions;
        this.publications = publications;
        this.names = names;
        this.problems = problems;
        this.clock = clock;
    }

    record PublishedRankView(
            int rank,
            String key,
            @Nullable String nameZh,
            @Nullable String nameEn,
            long ratings,
            Ratio goodRate,
            Ratio score,
            java.math.BigDecimal shrunkenScore,
            java.math.@Nullable BigDecimal result) {

        static PublishedRankView of(RankView rank, @Nullable Name name) {
            return new PublishedRankView(
                    rank.rank(),
                    rank.key(),
                    name == null ? null : name.nameZh(),
                    name == null ? null : name.nameEn(),
                    rank.ratings(),
                    rank.goodRate(),
                    rank.score(),
                    rank.shrunkenScore(),
                    rank.result());
        }
    }

    record PublishedRankingView(
            Publication publication,
            List<PublishedRankView> items,
            @Nullable String next) {}

    @Open
    @GetMapping("/api/evaluation/public/indicators")
    Indicators figures(
            @RequestParam(required = false) @Nullable Slice slice,
            @RequestParam(required = false) @Pattern(regexp = IndicatorsController.KEY) @Nullable String key,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        var of = slice == null ? Slice.COUNTY : slice;
        check(of, key);
        var period = Period.of(from, to, CountyTime.dayOf(CountyTime.now(clock)));
        return indicators.of(of, key, period.from(), period.to());
    }

    @Open
    @GetMapping("/api/evaluation/public/indicators/dimensions")
    DimensionFigures dimensions(
            @RequestParam(defaultValue = "COUNTY") Slice slice,
            @RequestParam(required = false) @Pattern(regexp = IndicatorsController.KEY) @Nullable String key,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        check(slice, key);
        return dimensions.of(slice, key, Period.of(from, to, CountyTime.dayOf(CountyTime.now(clock))));
    }

    private static void check(Slice slice, @Nullable String key) {
        if (slice.ofPersons()) {
            throw new InvalidFieldException("slice", "not-of-persons");
        }
        IndicatorsController.checkKey(slice, key);
    }

    @Open
    @GetMapping("/api/evaluation/public/rankings")
    Page<Publication> published(
            @Nullable Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var found = publications.list(readsOfPersons(caller), Cursor.Moment.of(after), limit.plusOne());
        return Page.of(found, limit, last -> Cursor.of(last.publishedAt(), last.publicationId()));
    }

    @Open
    @GetMapping("/api/evaluation/public/rankings/{publicationId}")
    ResponseEntity<?> published(
            @Nullable Caller caller,
            @PathVariable UUID publicationId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var parts = Cursor.parts(after, 1);
        int from = parts.isEmpty() ? 0 : Cursor.integer(parts.getFirst());
        return publications
                .find(publicationId)
                .filter(publication -> !publication.slice().ofPersons() || readsOfPersons(caller))
                .<ResponseEntity<?>>map(publication -> ResponseEntity.ok(
                        view(publication, publications.rows(publication, from, limit.plusOne()), limit)))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-publication"));
    }

    private PublishedRankingView view(Publication publication, List<Row> rows, Limit limit) {
        var page = Page.of(rows, limit, last -> Cursor.of(last.position()));
        // What was published before names were kept with it.
        var nameless = page.items().stream()
                .filter(row -> row.name() == null)
                .map(row -> row.rank().key())
                .toList();
        var today = names.of(publication.slice(), nameless);
        var items = new ArrayList<PublishedRankView>();
        page.items()
                .forEach(row -> items.add(PublishedRankView.of(
                        row.rank(), row.name() == null ? today.get(row.rank().key()) : row.name())));
        return new PublishedRankingView(publication, items, page.next());
    }

    private static boolean readsOfPersons(@Nullable Caller caller) {
        return caller != null && caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR);
    }
}
