package onestop.evaluation.ratings;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.evaluation.invitations.InvitationCodes;
import onestop.evaluation.invitations.InvitationCodes.Reading.Genuine;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.invitations.ServiceKind;
import onestop.evaluation.invitations.Staff;
import onestop.evaluation.ratings.GiveRating.Result.Refused;
import onestop.evaluation.ratings.GiveRating.Result.Taken;
import onestop.evaluation.ratings.RatingRejection.NothingToFollowUp;
import onestop.evaluation.scale.Label;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.suspicion.Devices;
import onestop.evaluation.suspicion.Judge;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.Open;
import onestop.web.Versions;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What the short address of an invitation leads to: the service to rate, and its rating. Without signing in. */
@RestController
class RateByCodeController {
    private final InvitationCodes codes;
    private final GiveRating giveRating;
    private final FollowUp followUp;
    private final ReadRating readRating;
    private final Labels labels;
    private final CatalogueNames names;
    private final Calendars calendars;
    private final InstantSource clock;
    private final Idempotency idempotency;
    private final Judge judge;
    private final Devices devices;
    private final RatingRefusals refusals;

    RateByCodeController(
            InvitationCodes codes,
            GiveRating giveRating,
            FollowUp followUp,
            ReadRating readRating,
            Labels labels,
            CatalogueNames names,
            Calendars calendars,
            InstantSource clock,
            Idempotency idempotency,
            Judge judge,
            Devices devices,
            RatingRefusals refusals) {
        this.codes = codes;
        this.giveRating = giveRating;
        this.followUp = followUp;
        this.readRating = readRating;
        this.labels = labels;
        this.names = names;
        this.calendars = calendars;
        this.clock = clock;
        this.idempotency = idempotency;
        this.judge = judge;
        this.devices = devices;
        this.refusals = refusals;
    }

    enum LinkStatus {
        OPEN,
        RATED,
        CLOSED
    }

    /** @param labels those in use, offered while the service can be rated */
    record ServiceToRateView(
            ServiceKind service,
            String receiptNumber,
            String unit,
            @Nullable String unitNameZh,
            @Nullable String unitNameEn,
            String matter,
            @Nullable String matterNameZh,
            @Nullable String matterNameEn,
            OffsetDateTime servedAt,
            LocalDate openUntil,
            boolean provisional,
            LinkStatus status,
            List<Label> labels,
            @Nullable RatingView rating) {}

    @Open
    @GetMapping("/api/evaluation/r/{code}")
    ResponseEntity<?> look(@Nullable Caller caller, @PathVariable String code, HttpServletRequest request) {
        var reading = codes.read(code);
        if (!(reading instanceof Genuine(var service))) {
            return refusals.of(reading);
        }
        looked(service, caller, request);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view(service, request));
    }

    @Open
    @PostMapping("/api/evaluation/r/{code}")
    ResponseEntity<?> rate(
            @Nullable Caller caller,
            @PathVariable String code,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request,
            @Valid @RequestBody CodeRatingBody body) {
        var reading = codes.read(code);
        if (!(reading instanceof Genuine(var service))) {
            return refusals.of(reading);
        }
        if (Staff.includes(caller)) {
            looked(service, caller, request);
        }
        var command = body.command(labels);
        var device = devices.of(request);
        return idempotency.once(
                holder(service),
                key == null ? UUID.randomUUID().toString() : key,
                body,
                () -> switch (giveRating.giveByCode(service, command, caller, device)) {
                    case Taken(var ratingId) ->
                        ResponseEntity.created(URI.create("/api/evaluation/r/" + code))
                                .eTag(Versions.etag(1))
                                .body(readRating.ofService(service.id()).orElseThrow());
                    case Refused(var why) -> refusals.of(why);
                });
    }

    @Open
    @PostMapping("/api/evaluation/r/{code}/follow-up")
    ResponseEntity<?> followUp(
            @Nullable Caller caller,
            @PathVariable String code,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request,
            @Valid @RequestBody CodeRatingBody body) {
        var reading = codes.read(code);
        if (!(reading instanceof Genuine(var service))) {
            return refusals.of(reading);
        }
        if (Staff.includes(caller)) {
            looked(service, caller, request);
        }
        var command = body.command(labels);
        var device = devices.of(request);
        return idempotency.once(holder(service), key == null ? UUID.randomUUID().toString() : key, body, () -> {
            var first = readRating.stored(service.id());
            if (first.isEmpty()) {
                return refusals.of(new NothingToFollowUp());
            }
            return switch (followUp.give(first.get(), command, caller, device, true)) {
                case Taken _ -> {
                    var rating = readRating.ofService(service.id()).orElseThrow();
                    yield ResponseEntity.created(URI.create("/api/evaluation/r/" + code))
                            .eTag(Versions.etag(1))
                            .body(hidden(rating, request) ? null : rating);
                }
                case Refused(var why) -> refusals.of(why);
            };
        });
    }

    /** Keys of requests are apart for each invitation: who holds one code cannot read what was answered to another. */
    private static Caller holder(InvitedService service) {
        return new Caller("invitation " + service.id().value(), "", Set.of(), null, null, Set.of());
    }

    private void looked(InvitedService service, @Nullable Caller by, HttpServletRequest request) {
        judge.looked(List.of(service.id()), devices.of(request), Staff.includes(by), CountyTime.now(clock));
    }

    private ServiceToRateView view(InvitedService service, HttpServletRequest request) {
        var calendar = calendars.current();
        var openUntil = service.openUntil(calendar);
        var rating = readRating.ofService(service.id()).orElse(null);
        boolean late = CountyTime.dayOf(clock.instant()).isAfter(openUntil);
        var status = rating != null ? LinkStatus.RATED : late ? LinkStatus.CLOSED : LinkStatus.OPEN;
        var unit = names.units(List.of(service.unit())).get(service.unit());
        var matter = names.matters(List.of(service.matter())).get(service.matter());
        return new ServiceToRateView(
                service.service(),
                service.receiptNumber(),
                service.unit(),
                unit == null ? null : unit.nameZh(),
                unit == null ? null : unit.nameEn(),
                service.matter(),
                matter == null ? null : matter.nameZh(),
                matter == null ? null : matter.nameEn(),
                CountyTime.at(service.servedAt()),
                openUntil,
                calendar.provisional(openUntil),
                status,
                status == LinkStatus.OPEN ? labels.inUse() : List.of(),
                rating == null || hidden(rating, request) ? null : rating);
    }

    /** Whoever comes to hold the code learns nothing of what somebody said without a name, but on the device that said it. */
    private boolean hidden(RatingView rating, HttpServletRequest request) {
        return rating.anonymous()
                && devices.ownOf(request)
                        .filter(device -> judge.cameFrom(rating.ratingId(), device))
                        .isEmpty();
    }
}
