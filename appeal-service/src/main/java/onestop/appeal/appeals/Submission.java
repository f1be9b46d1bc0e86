package onestop.appeal.appeals;

import java.time.Instant;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.appeal.words.BlockedClass;
import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;

/**
 * What was handed in; it stays as it is for the life of the appeal. Without an enterprise it is an investor's.
 *
 * @param blockedClass for blocked matters only
 * @param anonymous nobody learns who raised it: without enterprise and contact
 * @param confidential the unit learns nothing that points to who raised it
 * @param partner where it was handed over from, by a number of its own
 */
record Submission(
        AppealKind kind,
        @Nullable BlockedClass blockedClass,
        AppealSource source,
        boolean urgent,
        @Nullable Usci enterprise,
        String regionCode,
        String title,
        String text,
        About about,
        @Nullable Contact contact,
        boolean anonymous,
        boolean confidential,
        @Nullable PartnerNumber partner,
        OfficerId submittedBy,
        Instant receivedAt) {

    Submission {
        if (anonymous && (enterprise != null || contact != null)) {
            throw new IllegalArgumentException("an anonymous appeal names nobody");
        }
    }

    Submission(
            AppealKind kind,
            AppealSource source,
            boolean urgent,
            @Nullable Usci enterprise,
            String regionCode,
            String title,
            String text,
            About about,
            @Nullable Contact contact,
            boolean confidential,
            OfficerId submittedBy,
            Instant receivedAt) {
        this(
                kind,
                kind == AppealKind.BLOCKED_MATTER ? BlockedClass.COMPLEX : null,
                source,
                urgent,
                enterprise,
                regionCode,
                title,
                text,
                about,
                contact,
                false,
                confidential,
                null,
                submittedBy,
                receivedAt);
    }

    Submission about(About better) {
        return new Submission(
                kind,
                blockedClass,
                source,
                urgent,
                enterprise,
                regionCode,
                title,
                text,
                better,
                contact,
                anonymous,
                confidential,
                partner,
                submittedBy,
                receivedAt);
    }

    /** What no unit may learn of it. */
    Subject.Privacy privacy() {
        return new Subject.Privacy(anonymous, confidential, false);
    }

    /** Under which number a partner knows the appeal. */
    record PartnerNumber(String partner, String number) {}

    /** Whom to call. Personal: it leaves the service in no event and no log. */
    record Contact(@Nullable String name, String phone) {
        @Override
        public String toString() {
            return "Contact[…]";
        }
    }
}
