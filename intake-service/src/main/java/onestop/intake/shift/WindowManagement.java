package onestop.intake.shift;

import java.util.function.Function;
import onestop.intake.window.Window;
import onestop.intake.window.Windows;
import onestop.web.Caller;
import onestop.web.Problems;
import onestop.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Operations plans for every window, the manager of a unit for the unit's windows. */
@Component
class WindowManagement {
    private final Windows windows;
    private final Problems problems;

    WindowManagement(Windows windows, Problems problems) {
        this.windows = windows;
        this.problems = problems;
    }

    ResponseEntity<?> managed(Caller caller, String code, Function<Window, ResponseEntity<?>> act) {
        var found = windows.find(code);
        if (found.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-window", code);
        }
        var window = found.get();
        if (!caller.is(Role.OPS) && !window.unit().equals(caller.unit())) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-window", code);
        }
        return act.apply(window);
    }
}
