package onestop.evaluation.invitations;

import java.time.OffsetDateTime;
import java.util.List;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/** Our reading of the events that tell of services: only the fields we use. */
final class ServiceFacts {
    static final String MIXED = "MIXED";
    static final String QUESTION = "CONSULTATION";

    private ServiceFacts() {}

    record Enterprise(@Nullable String usci) {}

    record Accepted(
            @Nullable String receiptNumber,
            @Nullable String packageCode,
            @Nullable Enterprise enterprise,
            @Nullable OffsetDateTime acceptedAt,
            @Nullable String acceptedBy,
            @Nullable String acceptedByUnit,
            @Nullable String windowCode,
            @Nullable List<Item> items) {

        record Item(@Nullable String code) {}

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
            @Nullable List<@Nullable String> items) {

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
            @Nullable Integer round) {}

    record Finished(
            @Nullable String receiptNumber,
            @Nullable String leadUnit,
            @Nullable OffsetDateTime finishedAt,
            @Nullable List<String> officers) {}

    record Delivered(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime deliveredAt,
            @Nullable String unit) {}

    record Answered(
            @Nullable String consultationNumber,
            @Nullable String itemCode,
            @Nullable String unit,
            @Nullable OffsetDateTime answeredAt) {}

    private static String matter(@Nullable String packageCode, List<@Nullable String> items) {
        if (packageCode != null && !packageCode.isBlank()) {
            return packageCode;
        }
        return items.size() == 1 ? required(items.getFirst(), "items[0].code") : MIXED;
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
