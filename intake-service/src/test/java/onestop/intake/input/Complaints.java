package onestop.intake.input;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;

/** What a refused request was told, as lines of field and rule. */
public final class Complaints {
    public static List<String> of(Throwable thrown) {
        if (!(thrown instanceof InvalidInputException invalid)) {
            throw new AssertionError("not refused as invalid", thrown);
        }
        return invalid.wrong().stream()
                .map(one -> one.field() + " " + one.code())
                .toList();
    }

    /** What was found so far, perhaps nothing. */
    public static List<String> of(FieldErrors errors) {
        return errors.any() ? of(catchThrowable(errors::throwIfAny)) : List.of();
    }

    private Complaints() {}
}
