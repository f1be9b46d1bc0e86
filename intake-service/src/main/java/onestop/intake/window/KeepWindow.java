package onestop.intake.window;

import java.time.InstantSource;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enters a window or changes it, and tells of it. To say the same again changes nothing. */
@Service
class KeepWindow {
    private final WindowTable windows;
    private final TellWindows tellWindows;
    private final InstantSource clock;

    KeepWindow(WindowTable windows, TellWindows tellWindows, InstantSource clock) {
        this.windows = windows;
        this.tellWindows = tellWindows;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Entered(Window window) implements Outcome {}

        record Kept(Window window) implements Outcome {}

        record Stale() implements Outcome {}
    }

    /** A change names the version it is meant for. */
    @Transactional
    Outcome keep(Window wanted, @Nullable String ifMatch, String by) {
        var found = windows.find(wanted.code());
        if (found.isEmpty()) {
            var entered = wanted.withVersion(1);
            if (!windows.insert(entered, by, clock.instant())) {
                return new Outcome.Stale();
            }
            tellWindows.tell();
            return new Outcome.Entered(entered);
        }
        var known = found.get();
        if (known.says(wanted)) {
            return new Outcome.Kept(known);
        }
        if (Versions.required(ifMatch) != known.version()) {
            return new Outcome.Stale();
        }
        var next = wanted.withVersion(known.version() + 1);
        if (!windows.update(next, by, clock.instant())) {
            return new Outcome.Stale();
        }
        tellWindows.tell();
        return new Outcome.Kept(next);
    }
}
