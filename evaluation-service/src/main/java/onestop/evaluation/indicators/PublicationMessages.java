package onestop.evaluation.indicators;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import onestop.evaluation.scale.Slice;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** That a ranking was published, as a wire message. Who has which place is read, not told: there are persons among them. */
public final class PublicationMessages {
    public static final Topic TOPIC = Topic.facts("onestop.evaluation.publication");

    private PublicationMessages() {}

    record RankingPublished(
            String publicationId,
            Slice slice,
            String period,
            LocalDate from,
            LocalDate to,
            int minimumSample,
            @Nullable Integer setVersion,
            int lines,
            OffsetDateTime publishedAt) {}

    static OutgoingEvent published(Publication publication, int lines, Instant at) {
        var id = publication.publicationId().toString();
        return new OutgoingEvent(
                TOPIC,
                id,
                "onestop.evaluation.publication.published.v1",
                id,
                1,
                at,
                new RankingPublished(
                        id,
                        publication.slice(),
                        publication.period(),
                        publication.from(),
                        publication.to(),
                        publication.minimumSample(),
                        publication.setVersion(),
                        lines,
                        publication.publishedAt()));
    }
}
