package onestop.intake.input;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import onestop.web.FieldProblem;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import onestop.web.Problems;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads and judges the rows of a larger request one by one: a bad row is told by itself and holds up no other. */
@Component
public class Rows {
    private static final String ROW = "row";

    private final JsonMapper json;
    private final Validator validator;
    private final Problems problems;

    Rows(JsonMapper json, Validator validator, Problems problems) {
        this.json = json;
        this.validator = validator;
        this.problems = problems;
    }

    /** What became of a row. */
    public sealed interface Outcome<T> {
        record Done<T>(T value) implements Outcome<T> {}

        record Refused<T>(ProblemDetail why) implements Outcome<T> {}
    }

    /**
     * Does the work of one row. What the sender can put right comes back as a value; what is broken on our side is
     * thrown, and whatever else is still to be done waits for the next attempt.
     */
    public <T> Outcome<T> attempt(Supplier<T> work) {
        try {
            return new Outcome.Done<>(work.get());
        } catch (UnreadableRowException e) {
            return new Outcome.Refused<>(problems.invalid(e.wrong()));
        } catch (InvalidInputException e) {
            return new Outcome.Refused<>(problems.invalid(e.wrong().stream()
                    .map(one ->
                            problems.field(one.field(), one.code(), one.args().toArray()))
                    .toList()));
        } catch (InvalidFieldException e) {
            return new Outcome.Refused<>(problems.invalid(List.of(problems.field(e.field(), e.code(), e.args()))));
        } catch (ProblemException e) {
            return new Outcome.Refused<>(problems.of(e.status(), e.slug(), e.args()));
        } catch (OptimisticLockingFailureException _) {
            return new Outcome.Refused<>(problems.of(HttpStatus.CONFLICT, "changed-meanwhile"));
        }
    }

    /** What is wrong inside a member of the row is told with the member's name before it; inside {@link #attempt}. */
    public <T> T within(String member, Supplier<T> work) {
        try {
            return work.get();
        } catch (UnreadableRowException e) {
            throw new UnreadableRowException(e.wrong().stream()
                    .map(one -> new FieldProblem(
                            one.field().equals(ROW) ? member : member + "." + one.field(), one.code(), one.message()))
                    .toList());
        } catch (InvalidInputException e) {
            throw new UnreadableRowException(e.wrong().stream()
                    .map(one -> problems.field(
                            member + "." + one.field(), one.code(), one.args().toArray()))
                    .toList());
        }
    }

    /** The row as its type, with every rule that the type states; inside {@link #attempt}. */
    public <T> T read(JsonNode row, Class<T> type) {
        if (!row.isObject()) {
            throw new UnreadableRowException(List.of(problems.field(ROW, "object")));
        }
        T value;
        try {
            value = json.treeToValue(row, type);
        } catch (JacksonException e) {
            throw new UnreadableRowException(List.of(explain(e)));
        }
        var violations = validator.validate(value);
        if (!violations.isEmpty()) {
            var wrong = new ArrayList<FieldProblem>();
            violations.stream()
                    .sorted(Comparator.comparing(one -> one.getPropertyPath().toString()))
                    .forEach(one ->
                            wrong.add(new FieldProblem(one.getPropertyPath().toString(), rule(one), one.getMessage())));
            throw new UnreadableRowException(wrong);
        }
        return value;
    }

    private FieldProblem explain(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        var field = path.isEmpty() ? ROW : path.toString();
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                problems.field(
                        field,
                        "unknown-field",
                        unknown.getKnownPropertyIds() == null
                                ? List.of()
                                : unknown.getKnownPropertyIds().stream()
                                        .map(Object::toString)
                                        .sorted()
                                        .toList());
            case InvalidNullException _ -> problems.field(field, "required");
            default -> problems.field(field, "not-acceptable");
        };
    }

    /** {@code NotBlank} as {@code not-blank}, as in every other answer. */
    private static String rule(ConstraintViolation<?> violation) {
        return violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
