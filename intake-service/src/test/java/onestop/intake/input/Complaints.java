package onestop.intake.input;

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

    private Complaints() {}
}
