package onestop.evaluation.invitations;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import onestop.evaluation.scale.Matters;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/** Our reading of the events that tell of services: only the fields we use. */
final class ServiceFacts {
    /** Of files and of questions; one by telephone is none. */
    private static final Set<String> ONLINE = Set.of("ONLINE", "MOBILE_APP");

    private ServiceFacts() {}

    record Enterprise(@Nullable String usci, @Nullable String name) {}

    record Accepted(
            @Nullable String receiptNumber,
            @Nullable String packageCode,
            @Nullable Enterprise enterprise,
            @Nullable OffsetDateTime acceptedAt,
            @Nullable String acceptedBy,
            @Nullable String acceptedByUnit,
            @Nullable Boolean deemed,
            @Nullable String windowCode,
            @Nullable String channel,
            @Nullable String agent,
            @Nullable List<Item> items,
            @Nullable List<Subject> subjects) {

        record Item(
                @Nullable String code,
                @Nullable String caseType,
                @Nullable Integer promisedDays,
                @Nullable Integer statutoryDays) {}

        record Subject(@Nullable String regionCode) {}

        /** What is reported of the file; of several items the first. */
        FileDetails details() {
            var first = items == null || items.isEmpty() ? null : items.getFirst();
            return new FileDetails(
                    first == null ? null : filled(first.code()),
                    first == null ? null : first.caseType(),
                    first == null ? null : first.promisedDays(),
                    first == null ? null : first.statutoryDays(),
                    online(channel),
                    subjects == null || subjects.isEmpty()
                            ? null
                            : subjects.getFirst().regionCode(),
                    acceptedAt == null ? null : acceptedAt.toInstant(),
                    null,
                    enterprise == null ? null : filled(enterprise.name()),
                    filled(agent));
        }

        /** The clerk; null when it was accepted by law. */
        @Nullable
        String officer() {
            return Boolean.TRUE.equals(deemed) ? null : filled(acceptedBy);
        }

        String usci() {
            return required(enterprise == null ? null : enterprise.usci(), "enterprise.usci");
        }

        /** One code for what the file is about. */
        String matter() {
            var codes = items == null
                    ? List.<@Nullable String>of()
                    : items.stream().<@Nullable String>map(Item::code).toList();
            return ServiceFacts.matter(packageCode, codes);
        }
    }

    record Submitted(
            @Nullable String receiptNumber,
            @Nullable String packageCode,
            @Nullable Enterprise enterprise,
            @Nullable OffsetDateTime receivedAt,
            @Nullable String channel,
            @Nullable String agent,
            @Nullable List<@Nullable String> items) {

        /** What is reported of a file that may never be accepted; of several items the first. */
        FileDetails details() {
            return new FileDetails(
                    items == null || items.isEmpty() ? null : filled(items.getFirst()),
                    null,
                    null,
                    null,
                    online(channel),
                    null,
                    null,
                    null,
                    enterprise == null ? null : filled(enterprise.name()),
                    filled(agent));
        }

        String usci() {
            return required(enterprise == null ? null : enterprise.usci(), "enterprise.usci");
        }

        String matter() {
            return ServiceFacts.matter(packageCode, items == null ? List.of() : items);
        }
    }

    /** @param round 1 for the first notice, and when it is not said */
    record CorrectionRequested(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime requestedAt,
            @Nullable String unit,
            @Nullable Integer round,
            @Nullable String requestedBy,
            @Nullable String windowCode) {}

    /** A refusal, or a taking back; {@code unit} is not in events of earlier releases. */
    record NotAccepted(
            @Nullable String receiptNumber,
            @Nullable String unit,
            @Nullable String windowCode,
            @Nullable String refusedBy) {}

    record PreReviewed(
            @Nullable String receiptNumber,
            @Nullable String unit,
            @Nullable String preReviewedBy) {}

    /** @param unit whose case it is; not in events of earlier releases */
    record Suspended(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String unit,
            @Nullable String kind,
            @Nullable OffsetDateTime at,
            @Nullable String officer) {}

    /** @param payment which of the file's, from 1, and 1 when it is not said */
    record Paid(
            @Nullable String receiptNumber,
            @Nullable Integer payment,
            @Nullable String unit,
            @Nullable String windowCode,
            @Nullable String takenBy,
            @Nullable OffsetDateTime paidAt) {}

    record Terminated(
            @Nullable String receiptNumber, @Nullable String terminatedBy) {}

    record Finished(
            @Nullable String receiptNumber,
            @Nullable String leadUnit,
            @Nullable OffsetDateTime finishedAt,
            @Nullable List<String> officers) {

        /** Whoever did all of it; null when several did. */
        @Nullable
        String officer() {
            return officers != null && officers.size() == 1 ? filled(officers.getFirst()) : null;
        }
    }

    record Delivered(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime deliveredAt,
            @Nullable String unit,
            @Nullable String deliveredBy,
            @Nullable String windowCode) {}

    /** @param handingOut which of the file's early handings out; it and {@code unit} are not in events of earlier releases */
    record CaseDelivered(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime deliveredAt,
            @Nullable String unit,
            @Nullable String deliveredBy,
            @Nullable String windowCode,
            @Nullable Integer handingOut) {}

    /**
     * An answered question.
     *
     * @param regionCode of the place where the vehicle stood; null for a question from elsewhere
     * @param asker the mark of who asked online; null when staff entered the question
     */
    record Answered(
            @Nullable String consultationNumber,
            @Nullable String channel,
            @Nullable String itemCode,
            @Nullable String regionCode,
            @Nullable String unit,
            @Nullable OffsetDateTime answeredAt,
            @Nullable String answeredBy,
            @Nullable String windowCode,
            @Nullable String asker) {

        FileDetails details() {
            return new FileDetails(
                    null, null, null, null, online(channel), filled(regionCode), null, null, null, filled(asker));
        }
    }

    private static @Nullable Boolean online(@Nullable String channel) {
        return channel == null ? null : ONLINE.contains(channel);
    }

    private static String matter(@Nullable String packageCode, List<@Nullable String> items) {
        if (packageCode != null && !packageCode.isBlank()) {
            return packageCode;
        }
        return items.size() == 1 ? required(items.getFirst(), "items[0].code") : Matters.MIXED;
    }

    static @Nullable String filled(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new UnreadableEventException(field + " is missing");
        }
        return value;
    }

    static OffsetDateTime required(@Nullable OffsetDateTime value, String field) {
        if (value == null) {
            throw new UnreadableEventException(field + " is missing");
        }
        return value;
    }
}
