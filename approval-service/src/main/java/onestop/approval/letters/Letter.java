package onestop.approval.letters;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A letter without what it says. */
record Letter(
        UUID id,
        long entry,
        String number,
        LetterKind kind,
        String caseNumber,
        String receiptNumber,
        String unit,
        String subjectUsci,
        String enterpriseUsci,
        LocalDate issuedOn,
        Instant issuedAt) {}
