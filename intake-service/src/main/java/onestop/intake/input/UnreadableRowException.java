package onestop.intake.input;

import java.util.List;
import onestop.web.FieldProblem;

/** One row of a larger request cannot be read. */
final class UnreadableRowException extends RuntimeException {
    private final transient List<FieldProblem> wrong;

    UnreadableRowException(List<FieldProblem> wrong) {
        super("unreadable row", null, false, false);
        this.wrong = wrong;
    }

    List<FieldProblem> wrong() {
        return wrong;
    }
}
