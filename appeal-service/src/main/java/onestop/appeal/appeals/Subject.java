package onestop.appeal.appeals;

import java.time.Instant;
import onestop.appeal.clocks.Measure;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import org.jspecify.annotations.Nullable;

/**
 * What the commands need to know of what was handed in: the limits follow from it, and the recusals.
 *
 * @param blockedClass for {@link AppealKind#BLOCKED_MATTER} only
 * @param privacy what the unit may not learn, and whether there is anybody to call
 */
record Subject(
        AppealKind kind,
        @Nullable BlockedClass blockedClass,
        boolean urgent,
        About about,
        Instant receivedAt,
        String profile,
        Privacy privacy) {

    /**
     * @param anonymous nobody is told who raised it, and nobody can be called
     * @param confidential the unit learns nothing that points to who raised it
     * @param summarised the office has written what the unit reads in place of the appeal
     */
    record Privacy(boolean anonymous, boolean confidential, boolean summarised) {
        static final Privacy NONE = new Privacy(false, false, false);

        /** Whether no unit may learn what points to who raised it, such as the file. */
        boolean unnamed() {
            return anonymous || confidential;
        }

        Privacy withSummary() {
            return new Privacy(anonymous, confidential, true);
        }
    }

    Subject {
        if ((kind == AppealKind.BLOCKED_MATTER) != (blockedClass != null)) {
            throw new IllegalArgumentException("a class belongs to blocked matters, and to each of them");
        }
    }

    Subject(AppealKind kind, boolean urgent, About about, Instant receivedAt, String profile) {
        this(kind, null, urgent, about, receivedAt, profile, Privacy.NONE);
    }

    Measure measure() {
        return new Measure(kind, blockedClass, urgent);
    }

    Subject classified(AppealKind newKind, @Nullable BlockedClass newClass) {
        return new Subject(newKind, newClass, urgent, about, receivedAt, profile, privacy);
    }

    Subject naming(About file) {
        return new Subject(kind, blockedClass, urgent, file, receivedAt, profile, privacy);
    }

    Subject withUrgency(boolean nowUrgent) {
        return new Subject(kind, blockedClass, nowUrgent, about, receivedAt, profile, privacy);
    }

    Subject summarised() {
        return new Subject(kind, blockedClass, urgent, about, receivedAt, profile, privacy.withSummary());
    }
}
