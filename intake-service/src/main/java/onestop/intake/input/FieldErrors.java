package onestop.intake.input;

import java.util.ArrayList;
import java.util.List;
import onestop.identifiers.Usci;
import onestop.web.FieldProblem;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request; nothing is done before {@link #throwIfAny} has been passed. */
public final class FieldErrors {
    /** Whoever sends thousands of wrong rows learns enough from these. */
    private static final int MOST = 200;

    private final List<Wrong> wrong = new ArrayList<>();

    record Wrong(String field, String code, List<Object> args) {}

    /**
     * Notes a fault.
     *
     * @param field as the caller wrote it, with its path: {@code branches[3].usci}
     * @param code the broken rule; its text is {@code field.<code>} in the problem texts
     */
    public void add(String field, String code, Object... args) {
        // What was given and is wrong is not missing as well.
        boolean told = code.equals("required")
                && wrong.stream().anyMatch(one -> one.field().equals(field));
        if (!told && wrong.size() < MOST) {
            wrong.add(new Wrong(field, code, List.of(args)));
        }
    }

    /** The code in upper case, or null and an error. */
    public @Nullable String usci(String field, @Nullable String text) {
        if (text == null) {
            add(field, "required");
            return null;
        }
        var problem = Usci.findProblem(text);
        if (problem.isPresent()) {
            var found = problem.get();
            add(field, rule(found.fault()), found.position(), found.found());
            return null;
        }
        return new Usci(text).value();
    }

    /** Takes over what another collection found. */
    public void addAll(FieldErrors others) {
        others.wrong.stream().limit(MOST - wrong.size()).forEach(wrong::add);
    }

    public boolean any() {
        return !wrong.isEmpty();
    }

    /** What was found, in the reader's language; for reports that go on where a request would be refused. */
    public List<FieldProblem> told(Problems problems) {
        return wrong.stream()
                .map(one -> problems.field(one.field(), one.code(), one.args().toArray()))
                .toList();
    }

    public void throwIfAny() {
        if (any()) {
            throw new InvalidInputException(List.copyOf(wrong));
        }
    }

    /** The rule that a malformed code breaks. */
    public static String rule(Usci.Fault fault) {
        return switch (fault) {
            case LENGTH -> "usci-length";
            case ALPHABET -> "usci-alphabet";
            case REGION -> "usci-region";
            case CHECK_DIGIT -> "usci-check-digit";
        };
    }

    /** A code in a path: one that is malformed names nothing. */
    public static boolean isUsci(String text) {
        return Usci.findProblem(text).isEmpty();
    }
}
