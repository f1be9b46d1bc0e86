package onestop.evaluation.indicators;

import java.time.Instant;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.indicators.Rankings.Asked;
import onestop.evaluation.scale.Slice;
import onestop.events.Outbox;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Publishes the ranking of a period: its lines as they are now, and the event, in the caller's transaction. */
@Service
class PublishRanking {
    private static final int MOST_ROWS = 20_000;

    private final ReadRankings rankings;
    private final Publications publications;
    private final Outbox outbox;

    PublishRanking(ReadRankings rankings, Publications publications, Outbox outbox) {
        this.rankings = rankings;
        this.publications = publications;
        this.outbox = outbox;
    }

    sealed interface Result {}

    record Published(Publication publication) implements Result {}

    record PublishedBefore() implements Result {}

    /** Nobody reached the minimum sample, and so nobody has a place. */
    record NobodyRanked() implements Result {}

    /**
     * What is to be published.
     *
     * @param period a month such as 2026-03, or a year; it has to be over
     */
    record Edition(Slice slice, String period, int minimumSample) {}

    /** Of simultaneous calls one publishes; the others wait for it and learn that it was before them. */
    @Transactional(propagation = Propagation.MANDATORY)
    Result publish(Edition edition, boolean evenIfEmpty, String by, Instant at) {
        publications.lock(edition.slice(), edition.period());
        if (publications.published(edition.slice(), edition.period())) {
            return new PublishedBefore();
        }
        var days = Publication.days(edition.period());
        var rows = rankings.now(new Asked(edition.slice(), null, days, edition.minimumSample()), MOST_ROWS);
        if (rows.ranks().isEmpty() && !evenIfEmpty) {
            return new NobodyRanked();
        }
        var publication = new Publication(
                UUID.randomUUID(),
                edition.slice(),
                edition.period(),
                days.from(),
                days.to(),
                edition.minimumSample(),
                rows.setVersion(),
                CountyTime.at(at));
        publications.insert(publication, by);
        publications.insert(publication, rows.ranks());
        outbox.append(PublicationMessages.published(publication, rows.ranks().size(), at));
        return new Published(publication);
    }
}
