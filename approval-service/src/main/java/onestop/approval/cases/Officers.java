package onestop.approval.cases;

import onestop.web.Caller;
import onestop.web.ProblemException;
import org.springframework.http.HttpStatus;

/** Staff act for a unit; an account without one can act for nobody. */
final class Officers {
    private Officers() {}

    static Officer of(Caller caller) {
        var unit = caller.unit();
        if (unit == null || unit.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        return new Officer(caller.subject(), unit);
    }
}
