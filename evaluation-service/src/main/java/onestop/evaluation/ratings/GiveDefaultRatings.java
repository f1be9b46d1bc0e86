package onestop.evaluation.ratings;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.RatingCounts;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.ratings.DefaultProfiles.Profile;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where the province wants it, gives a service that nobody has rated in time a level by default. Such a rating bears the
 * channel SYSTEM_DEFAULT and is counted apart from those that people gave. The profile of this county gives none.
 */
@Component
class GiveDefaultRatings {
    private static final int BATCH = 200;

    private final Invitations invitations;
    private final Ratings ratings;
    private final DefaultProfiles profiles;
    private final RatingCounts counts;
    private final Outbox outbox;
    private final Calendars calendars;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final String profile;

    GiveDefaultRatings(
            Invitations invitations,
            Ratings ratings,
            DefaultProfiles profiles,
            RatingCounts counts,
            Outbox outbox,
            Calendars calendars,
            InstantSource clock,
            TransactionTemplate transaction,
            @Value("${onestop.evaluation.default-ratings.profile}") String profile) {
        this.invitations = invitations;
        this.ratings = ratings;
        this.profiles = profiles;
        this.counts = counts;
        this.outbox = outbox;
        this.calendars = calendars;
        this.clock = clock;
        this.transaction = transaction;
        this.profile = profile;
    }

    @Scheduled(
            fixedDelayString = "${onestop.evaluation.default-ratings.interval}",
            initialDelayString = "${onestop.evaluation.default-ratings.interval}")
    void run() {
        profiles.find(profile).ifPresent(this::run);
    }

    private void run(Profile given) {
        int some;
        do {
            var done = transaction.execute(_ -> batch(given));
            some = done == null ? 0 : done;
        } while (some == BATCH);
    }

    /** Only what is closed: a default never comes before somebody who may still rate. */
    private int batch(Profile given) {
        var now = CountyTime.now(clock);
        var today = CountyTime.dayOf(now);
        var calendar = calendars.current();
        List<InvitedService> closed = invitations.lockUnrated(today.minusDays(given.calendarDays()), BATCH).stream()
                .filter(service -> today.isAfter(service.openUntil(calendar)))
                .toList();
        var stored = ratings.insertDefaults(closed, given.level(), now);
        invitations.rated(closed.stream().map(service -> service.id().value()).toList(), now);
        counts.add(stored.values());
        var byId =
                closed.stream().collect(Collectors.toMap(service -> service.id().value(), Function.identity()));
        outbox.append(stored.entrySet().stream()
                .map(one -> RatingMessages.byDefault(
                        one.getValue(), Objects.requireNonNull(byId.get(one.getKey())), given.level(), now))
                .toList());
        return closed.size();
    }
}
