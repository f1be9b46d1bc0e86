package onestop.evaluation.invitations;

import java.time.OffsetDateTime;
import java.util.List;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/** Our reading of the events that tell of services: only the fields we use. */
final class ServiceFacts {
    private ServiceFacts() {}

    record Accepted(
            @Nullable String receiptNumber,
            @Nullable String packageCode,
            @Nullable Enterprise enterprise,
            @Nullable OffsetDateTime acceptedAt,
            @Nullable String acceptedBy,
            @Nullable String acceptedByUnit,
            @Nullable List<Item> items) {

        record Enterprise(@Nullable String usci) {}

        record Item(@Nullable String code) {}

        String usci() {
            return required(enterprise == null ? null : enterprise.usci(), "enterprise.usci");
        }

        /** One code for what the file is about. */
        String matter() {
            if (packageCode != null && !packageCode.isBlank()) {
                return packageCode;
            }
            return items != null && items.size() == 1
                    ? required(items.getFirst().code(), "items[0].code")
                    : "MIXED";
        }
    }

    record Finished(
            @Nullable String receiptNumber,
            @Nullable String leadUnit,
            @Nullable OffsetDateTime finishedAt,
            @Nullable List<String> officers) {}

    record Delivered(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime deliveredAt,
            @Nullable String unit) {}

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
