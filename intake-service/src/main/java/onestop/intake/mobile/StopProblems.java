package onestop.intake.mobile;

import onestop.intake.mobile.Stop.Rejection;
import onestop.web.ProblemException;
import org.springframework.http.HttpStatus;

/** Declined acts on stops as problems: each kind has its own type. */
final class StopProblems {
    static ProblemException of(Rejection why) {
        return switch (why) {
            case Rejection.NotStarted() -> conflict("stop-not-started");
            case Rejection.AlreadyStarted(var at) -> conflict("stop-already-started", at);
            case Rejection.AlreadyEnded(var at) -> conflict("stop-already-ended", at);
            case Rejection.IsCancelled(var reason) -> conflict("stop-cancelled", reason);
            case Rejection.OnAnotherDay(var planned) -> conflict("stop-on-another-day", planned);
            case Rejection.EndOutOfRange(var earliest, var latest) ->
                conflict("stop-end-out-of-range", earliest, latest);
        };
    }

    private static ProblemException conflict(String slug, Object... args) {
        return new ProblemException(HttpStatus.CONFLICT, slug, args);
    }

    private StopProblems() {}
}
