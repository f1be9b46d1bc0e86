package onestop.appeal.clocks;

import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import org.jspecify.annotations.Nullable;

/** What of an appeal the limits depend on. */
public record Measure(AppealKind kind, @Nullable BlockedClass blockedClass, boolean urgent) {
    public Measure(AppealKind kind, boolean urgent) {
        this(kind, null, urgent);
    }
}
