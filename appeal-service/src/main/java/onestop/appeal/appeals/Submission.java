package onestop.appeal.appeals;

import java.time.Instant;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;

/** What was handed in; it stays as it is for the life of the appeal. Without an enterprise it is an investor's. */
record Submission(
        AppealKind kind,
        AppealSource source,
        boolean urgent,
        @Nullable Usci enterprise,
        String regionCode,
        String title,
        String text,
        About about,
        @Nullable Contact contact,
        OfficerId submittedBy,
        Instant receivedAt) {

    /** Whom to call. Personal: it leaves the service in no event and no log. */
    record Contact(@Nullable String name, String phone) {
        @Override
        public String toString() {
            return "Contact[…]";
        }
    }
}
