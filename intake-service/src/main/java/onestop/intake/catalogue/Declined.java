package onestop.intake.catalogue;

import java.util.List;
import org.springframework.http.HttpStatus;

/** Why nothing was done. */
record Declined(Why why, List<?> args) {

    enum Why {
        NO_SUCH_DRAFT(HttpStatus.NOT_FOUND, "unknown-catalogue-draft"),
        NO_SUCH_ENTRY(HttpStatus.NOT_FOUND, "unknown-entry"),
        /** And the caller does not say that it is the one to change. */
        THERE_IS_A_DRAFT(HttpStatus.PRECONDITION_REQUIRED, "precondition-required"),
        CHANGED_MEANWHILE(HttpStatus.PRECONDITION_FAILED, "stale-version"),
        /** Who drafts neither checks nor publishes. */
        DRAFTED_BY_THE_CALLER(HttpStatus.FORBIDDEN, "drafted-by-you"),
        INCOMPLETE(HttpStatus.CONFLICT, "guide-incomplete"),
        NOT_CHECKED(HttpStatus.CONFLICT, "draft-not-checked"),
        NOTHING_NEW(HttpStatus.CONFLICT, "nothing-new"),
        STILL_NEEDED(HttpStatus.CONFLICT, "still-needed"),
        LACKS_WHAT_IT_NEEDS(HttpStatus.CONFLICT, "lacks-what-it-needs"),
        NOT_IN_USE(HttpStatus.CONFLICT, "entry-not-in-use"),
        NOT_SUSPENDED(HttpStatus.CONFLICT, "entry-not-suspended");

        private final HttpStatus status;
        private final String slug;

        Why(HttpStatus status, String slug) {
            this.status = status;
            this.slug = slug;
        }

        HttpStatus status() {
            return status;
        }

        String slug() {
            return slug;
        }
    }

    static Declined because(Why why, Object... args) {
        return new Declined(why, List.of(args));
    }
}
