package onestop.approval.licences;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import onestop.approval.clocks.OfficeTime;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** What happened to a licence, as other systems are told. The names are literals: renaming a class must not rename a contract. */
final class LicenceMessages {
    static final Topic TOPIC = Topic.facts("onestop.approval.licence");

    private static final String PREFIX = "onestop.approval.licence.";

    private LicenceMessages() {}

    static OutgoingEvent issued(Licence licence, @Nullable String supersedes, Instant at) {
        return event("issued.v1", licence, at, supersedes, null, null, null, null);
    }

    static OutgoingEvent superseded(Licence licence, Instant at) {
        return event("superseded.v1", licence, at, null, licence.supersededBy(), null, null, null);
    }

    /** @param officer who granted it; null when the law did */
    static OutgoingEvent renewed(Licence licence, @Nullable String officer, Instant at) {
        return event(
                "renewed.v1",
                licence,
                at,
                null,
                null,
                null,
                officer == null,
                officer == null ? null : List.of(officer));
    }

    static OutgoingEvent renewalRefused(Licence licence, String officer, Instant at) {
        return event("renewal-refused.v1", licence, at, null, null, null, null, List.of(officer));
    }

    /** Of a licence that has just expired. */
    static OutgoingEvent expired(Licence licence, Instant at) {
        return ended(licence, null, at);
    }

    /**
     * Of a licence that was revoked or cancelled, or has just expired.
     *
     * @param officers who proposed and who confirmed it; null when time alone did
     */
    static OutgoingEvent ended(Licence licence, @Nullable List<String> officers, Instant at) {
        return switch (licence.status()) {
            case EXPIRED -> event("expired.v1", licence, at, null, null, null, null, officers);
            case REVOKED -> event("revoked.v1", licence, at, null, null, licence.legalGround(), null, officers);
            case CANCELLED -> event("cancelled.v1", licence, at, null, null, licence.legalGround(), null, officers);
            case VALID, SUPERSEDED -> throw new IllegalStateException("licence " + licence.number() + " was not ended");
        };
    }

    private static OutgoingEvent event(
            String type,
            Licence licence,
            Instant at,
            @Nullable String supersedes,
            @Nullable String supersededBy,
            @Nullable String legalGround,
            @Nullable Boolean deemed,
            @Nullable List<String> officers) {
        return new OutgoingEvent(
                TOPIC,
                licence.number(),
                PREFIX + type,
                licence.number(),
                licence.change(),
                at,
                new LicenceData(
                        licence.number(),
                        licence.caseNumber(),
                        licence.receiptNumber(),
                        licence.itemCode(),
                        licence.unit(),
                        licence.subjectUsci(),
                        licence.nameZh(),
                        licence.status().name(),
                        licence.validFrom(),
                        licence.validUntil(),
                        OfficeTime.at(at),
                        supersedes,
                        supersededBy,
                        legalGround,
                        deemed,
                        officers));
    }

    private record LicenceData(
            String licenceNumber,
            String caseNumber,
            String receiptNumber,
            String itemCode,
            String unit,
            String subjectUsci,
            String nameZh,
            String status,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            OffsetDateTime at,
            @Nullable String supersedes,
            @Nullable String supersededBy,
            @Nullable String legalGround,
            @Nullable Boolean deemed,
            @Nullable List<String> officers) {}
}
