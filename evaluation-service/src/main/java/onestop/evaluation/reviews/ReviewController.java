package onestop.evaluation.reviews;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.KnownTargets;
import onestop.evaluation.photos.ReceivePhoto;
import onestop.evaluation.photos.ShowPhoto;
import onestop.evaluation.photos.StoredPhoto;
import onestop.evaluation.reviews.FileReview.Draft;
import onestop.evaluation.reviews.FileReview.DraftFinding;
import onestop.evaluation.reviews.FileReview.Result.Filed;
import onestop.evaluation.reviews.FileReview.Result.NotAppointed;
import onestop.evaluation.reviews.FileReview.Result.OwnUnit;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Target;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.MaxBody;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Filing reviews and reading them. Who reviews is a matter of appointment, not of role. */
@RestController
class ReviewController {
    private static final String REVIEWS = "/api/evaluation/reviews";
    private static final int LONGEST_PERIOD_DAYS = 3660;

    private final FileReview fileReview;
    private final Reviews reviews;
    private final ReceivePhoto receivePhoto;
    private final ReviewPhotos photos;
    private final ShowPhoto showPhoto;
    private final KnownTargets targets;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    ReviewController(
            FileReview fileReview,
            Reviews reviews,
            ReceivePhoto receivePhoto,
            ReviewPhotos photos,
            ShowPhoto showPhoto,
            KnownTargets targets,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.fileReview = fileReview;
        this.reviews = reviews;
        this.receivePhoto = receivePhoto;
        this.photos = photos;
        this.showPhoto = showPhoto;
        this.targets = targets;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record ReviewBody(
            @NotNull Target target,

            @NotBlank @Pattern(regexp = "[A-Za-z0-9._-]{1,40}")
            String targetCode,

            @NotBlank @Pattern(regexp = "[A-Z0-9]{1,20}") String unit,

            @NotNull Boolean announced,
            @NotNull LocalDate visitedOn,
            @NotNull Level level,
            @Nullable @Size(max = 1000) String remark,

            @NotNull @Size(max = Review.MOST_FINDINGS) List<@Valid @NotNull FindingBody> findings) {

        List<@Nullable String> items() {
            var items = new ArrayList<@Nullable String>();
            findings.forEach(finding -> items.add(finding.item()));
            return items;
        }

        Draft draft() {
            return new Draft(
                    target,
                    targetCode,
                    unit,
                    announced,
                    visitedOn,
                    level,
                    remark == null || remark.isBlank() ? null : remark.strip(),
                    findings.stream()
                            .map(finding -> new DraftFinding(
                                    finding.level(),
                                    finding.item(),
                                    finding.text().strip()))
                            .toList());
        }
    }

    record FindingBody(
            @NotNull Level level,

            @Nullable @Pattern(regexp = "[A-Za-z0-9._-]{1,60}")
            String item,

            @NotBlank @Size(max = 500) String text) {}

    /**
     * A review as somebody reads it.
     *
     * @param reviewer told to supervisors, auditors and the reviewer; never to whom it is about: the unit, one to which a finding was
     *     sent on, the officer
     * @param filedAt likewise: the unit, which may not have known of the visit, learns the day
     */
    record ReviewView(
            UUID reviewId,
            @Nullable String reviewer,
            Target target,
            String targetCode,
            String unit,
            boolean announced,
            LocalDate visitedOn,
            Level level,
            @Nullable String remark,
            LocalDate filedOn,
            @Nullable OffsetDateTime filedAt,
            List<FindingView> findings,
            int photos) {

        /**
         * For supervisors, auditors and the reviewer; but whom it is about reads as the unit does.
         *
         * @param sentOn whether a finding was sent on to the reader's unit
         */
        static ReviewView of(Review review, Caller reader, boolean sentOn) {
            boolean concerned = sentOn
                    || review.unit().equals(reader.unit())
                    || review.target() == Target.OFFICER && review.targetCode().equals(reader.subject());
            return of(review, review.reviewer().equals(reader.subject()) || !concerned);
        }

        static ReviewView forTheUnit(Review review) {
            return of(review, false);
        }

        private static ReviewView of(Review review, boolean withReviewer) {
            return new ReviewView(
                    review.id(),
                    withReviewer ? review.reviewer() : null,
                    review.target(),
                    review.targetCode(),
                    review.unit(),
                    review.announced(),
                    review.visitedOn(),
                    review.level(),
                    review.remark(),
                    CountyTime.dayOf(review.filedAt()),
                    withReviewer ? CountyTime.at(review.filedAt()) : null,
                    review.findings().stream().map(FindingView::of).toList(),
                    review.photos());
        }
    }

    record FindingView(
            int number,
            Level level,
            @Nullable String item,
            String text,
            @Nullable UUID rectificationId) {
        static FindingView of(Review.Finding finding) {
            return new FindingView(
                    finding.number(), finding.level(), finding.item(), finding.text(), finding.rectificationId());
        }
    }

    record FiguresView(LocalDate from, LocalDate to, long findings, Share goodRate, Share rectificationRate) {}

    /** @param ratio null when there was nothing */
    record Share(
            long numerator,
            long denominator,

            @com.fasterxml.jackson.annotation.JsonInclude @Nullable
            Double ratio) {
        static Share of(long numerator, long denominator) {
            return new Share(
                    numerator, denominator, denominator == 0 ? null : Math.floor(numerator * 1e6 / denominator) / 1e6);
        }
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @PostMapping(REVIEWS)
    ResponseEntity<?> file(
            Caller caller, @RequestHeader("Idempotency-Key") String key, @Valid @RequestBody ReviewBody body) {
        var today = CountyTime.dayOf(clock.instant());
        if (body.visitedOn().isAfter(today)) {
            throw new InvalidFieldException("visitedOn", "in-the-future");
        }
        if (ChronoUnit.DAYS.between(body.visitedOn(), today) > Review.FILED_WITHIN_DAYS) {
            throw new InvalidFieldException("visitedOn", "visit-too-long-ago", Review.FILED_WITHIN_DAYS);
        }
        targets.check(body.target(), body.targetCode(), body.unit());
        targets.checkItems("findings[%d].item", body.items());
        return idempotency.once(caller, key, body, () -> switch (fileReview.file(
                body.draft(), caller.subject(), caller.unit())) {
            case Filed(var review) ->
                ResponseEntity.created(URI.create(REVIEWS + "/" + review.id()))
                        .body(ReviewView.of(review, caller, false));
            case NotAppointed() -> problems.reply(HttpStatus.FORBIDDEN, "not-appointed");
            case OwnUnit() -> problems.reply(HttpStatus.FORBIDDEN, "own-matter");
        });
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping(REVIEWS)
    ResponseEntity<?> list(
            Caller caller,
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var all = caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR);
        if (!all && caller.is(Role.UNIT_MANAGER)) {
            var own = caller.unit();
            if (own == null || (unit != null && !unit.equals(own))) {
                return problems.reply(HttpStatus.FORBIDDEN, "not-your-unit", unit == null ? "-" : unit);
            }
            return ResponseEntity.ok(views(reviews.page(own, null, after, limit), ReviewView::forTheUnit));
        }
        var page = reviews.page(unit, all ? null : caller.subject(), after, limit);
        var sentOn = sentOnTo(caller, page.items());
        return ResponseEntity.ok(views(page, review -> ReviewView.of(review, caller, sentOn.contains(review.id()))));
    }

    private Set<UUID> sentOnTo(Caller caller, List<Review> found) {
        return caller.unit() == null
                ? Set.of()
                : reviews.sentOnTo(found.stream().map(Review::id).toList(), caller.unit());
    }

    private static Page<ReviewView> views(Page<Review> page, Function<Review, ReviewView> view) {
        return new Page<>(page.items().stream().map(view).toList(), page.next());
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping(REVIEWS + "/{id}")
    ResponseEntity<?> read(Caller caller, @PathVariable UUID id) {
        return readable(caller, id).<ResponseEntity<?>>map(ResponseEntity::ok).orElseGet(this::unknown);
    }

    /** As whoever asks may read it. */
    private Optional<ReviewView> readable(Caller caller, UUID id) {
        return reviews.find(id).flatMap(found -> {
            boolean sentOn = sentOnTo(caller, List.of(found)).contains(id);
            if (caller.is(Role.UNIT_MANAGER) && (sentOn || found.unit().equals(caller.unit()))) {
                return Optional.of(ReviewView.forTheUnit(found));
            }
            return caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)
                            || found.reviewer().equals(caller.subject())
                    ? Optional.of(ReviewView.of(found, caller, sentOn))
                    : Optional.empty();
        });
    }

    private ResponseEntity<?> unknown() {
        return problems.reply(HttpStatus.NOT_FOUND, "no-such-review");
    }

    /** The body is the picture as it is; what it is called or said to be does not matter. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @MaxBody("8MB")
    @PutMapping(REVIEWS + "/{id}/photos/{number}")
    ResponseEntity<?> addPhoto(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable @Min(1) @Max(StoredPhoto.MOST) int number,
            HttpServletRequest request)
            throws IOException {
        if (reviews.find(id)
                .filter(review -> review.takesPhotosOf(caller.subject(), clock.instant()))
                .isEmpty()) {
            return unknown();
        }
        return receivePhoto.receive(photos, id, number, request.getInputStream())
                ? ResponseEntity.noContent().build()
                : problems.reply(HttpStatus.CONFLICT, "photo-number-taken");
    }

    /** Whoever reads the review sees it: it tells neither who took it nor where and when. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping(REVIEWS + "/{id}/photos/{number}")
    ResponseEntity<?> photo(Caller caller, @PathVariable UUID id, @PathVariable int number) throws IOException {
        var photo = readable(caller, id).flatMap(_ -> photos.find(id, number));
        return photo.isPresent() ? showPhoto.show(photo.get()) : unknown();
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/review-figures")
    FiguresView figures(
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        var last = to == null ? CountyTime.dayOf(clock.instant()) : to;
        var first = from == null ? last.withDayOfYear(1) : from;
        if (first.isAfter(last)) {
            throw new InvalidFieldException("from", "from-after-to", first.toString(), last.toString());
        }
        if (ChronoUnit.DAYS.between(first, last) > LONGEST_PERIOD_DAYS) {
            throw new InvalidFieldException("from", "period-too-long", LONGEST_PERIOD_DAYS);
        }
        var figures = reviews.figures(unit, first, last);
        return new FiguresView(
                first,
                last,
                figures.findings(),
                Share.of(figures.good(), figures.reviews()),
                Share.of(figures.rectified(), figures.bad()));
    }
}
