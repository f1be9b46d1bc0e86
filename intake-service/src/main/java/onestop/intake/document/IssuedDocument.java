package onestop.intake.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as lists show it.
 *
 * @param entry its place in the order of issuing
 * @param endedAt from when a later act took its effect away; null while it stands
 */
public record IssuedDocument(
        UUID id,
        long entry,
        String number,
        DocumentKind kind,
        LocalDate issuedOn,
        Instant issuedAt,
        @Nullable Instant endedAt) {}
