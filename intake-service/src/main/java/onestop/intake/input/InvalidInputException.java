package onestop.intake.input;

import java.util.List;

/** Carries everything that is wrong to the one place that answers 400. */
final class InvalidInputException extends RuntimeException {
    private final transient List<FieldErrors.Wrong> wrong;

    InvalidInputException(List<FieldErrors.Wrong> wrong) {
        super("invalid input", null, false, false);
        this.wrong = wrong;
    }

    List<FieldErrors.Wrong> wrong() {
        return wrong;
    }
}
