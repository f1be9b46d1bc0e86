package onestop.web.errors;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import onestop.web.FieldProblem;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Explains a request body that could not be read, or a part of one that is read by itself: where it is wrong and what would
 * be right.
 */
public final class UnreadableBody {
    private static final String WHOLE_BODY = "body";

    private final Problems problems;

    public UnreadableBody(Problems problems) {
        this.problems = problems;
    }

    ProblemDetail explain(Exception unreadable) {
        var cause = jacksonCause(unreadable);
        if (cause == null) {
            return invalid(problems.field(WHOLE_BODY, "required"));
        }
        var error = errorOf(cause);
        return error == null ? malformed(cause) : invalid(error);
    }

    /** The same of a part, such as a row of a batch; fields are named from there. */
    public FieldProblem ofPart(JacksonException unreadable) {
        return Objects.requireNonNullElseGet(
                errorOf(unreadable), () -> problems.field(pathOf(unreadable), "not-acceptable"));
    }

    /** Null when it is no JSON. */
    private @Nullable FieldProblem errorOf(JacksonException cause) {
        return switch (cause) {
            case UnrecognizedPropertyException e -> problems.field(pathOf(e), "unknown-field", knownTo(e));
            case InvalidTypeIdException e -> unknownKind(e);
            case InvalidNullException e -> problems.field(pathOf(e), "required");
            case MismatchedInputException e when isMoreAfterTheEnd(e) -> null;
            case MismatchedInputException e -> mismatch(e);
            case InputCoercionException e -> problems.field(pathOf(e), "out-of-range");
            case ValueInstantiationException e -> refusedByItsType(e);
            default -> null;
        };
    }

    private ProblemDetail invalid(FieldProblem error) {
        return problems.invalid(List.of(error));
    }

    private ProblemDetail malformed(JacksonException cause) {
        var at = cause.getLocation();
        if (at == null || at.getLineNr() < 1) {
            at = new TokenStreamLocation(null, 0, 1, 1);
        }
        var problem = problems.of(HttpStatus.BAD_REQUEST, "malformed-json", at.getLineNr(), at.getColumnNr());
        problem.setProperty("line", at.getLineNr());
        problem.setProperty("column", at.getColumnNr());
        return problem;
    }

    private static boolean isMoreAfterTheEnd(MismatchedInputException e) {
        return e.getPath().isEmpty()
                && e.getCurrentToken() == JsonToken.START_OBJECT
                && e.getTargetType() != null
                && !e.getTargetType().isArray()
                && !Collection.class.isAssignableFrom(e.getTargetType());
    }

    private FieldProblem mismatch(MismatchedInputException e) {
        var token = e.getCurrentToken();
        var type = e.getTargetType();
        if (type == String.class && token == JsonToken.VALUE_STRING) {
            return problems.field(pathOf(e), "character");
        }
        if (e.getPath().isEmpty() && token == null) {
            return problems.field(WHOLE_BODY, "required");
        }
        boolean nothingThere = token == null || token == JsonToken.VALUE_NULL || token == JsonToken.END_OBJECT;
        if (nothingThere && type != null && type.isPrimitive()) {
            return problems.field(pathOf(e), "required");
        }
        boolean noObject = token != null && token != JsonToken.START_OBJECT && token != JsonToken.PROPERTY_NAME;
        var expectation = Expectation.of(problems, pathOf(e), type);
        return expectation.code().equals("not-acceptable") && noObject
                ? problems.field(pathOf(e), "object")
                : expectation;
    }

    /** A word that chooses between several forms of an object; the forms are named on the type. */
    private FieldProblem unknownKind(InvalidTypeIdException e) {
        JavaType base = e.getBaseType();
        var kinds = base == null ? null : base.getRawClass().getAnnotation(JsonSubTypes.class);
        var property = base == null
                ? null
                : base.getRawClass().getAnnotation(com.fasterxml.jackson.annotation.JsonTypeInfo.class);
        var field =
                property == null || property.property().isEmpty() ? pathOf(e) : below(pathOf(e), property.property());
        return kinds == null
                ? problems.field(field, "not-acceptable")
                : problems.field(
                        field,
                        "one-of",
                        Arrays.stream(kinds.value())
                                .map(JsonSubTypes.Type::name)
                                .toList());
    }

    private static String below(String path, String property) {
        if (path.equals(WHOLE_BODY)) {
            return property;
        }
        return path.endsWith(property) ? path : path + "." + property;
    }

    /** A value type's constructor said no. Its own words are used when it is one of ours, written to be read. */
    private FieldProblem refusedByItsType(ValueInstantiationException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidFieldException own) {
                return problems.field(pathOf(e), own.code(), own.args());
            }
        }
        return e.getType() == null
                ? problems.field(pathOf(e), "not-acceptable")
                : OwnWords.of(problems, pathOf(e), e.getType().getRawClass(), e.getCause());
    }

    private static List<String> knownTo(UnrecognizedPropertyException e) {
        Collection<Object> known = e.getKnownPropertyIds();
        return known == null
                ? List.of()
                : known.stream().map(Objects::toString).sorted().toList();
    }

    private static String pathOf(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? WHOLE_BODY : path.toString();
    }

    private static @Nullable JacksonException jacksonCause(Exception unreadable) {
        return Stream.<Throwable>iterate(unreadable, Objects::nonNull, Throwable::getCause)
                .filter(JacksonException.class::isInstance)
                .map(JacksonException.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** The reply that a filter or stream wanted to give while the body was being read, such as 413. */
    static @Nullable ProblemException interrupted(Throwable unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException reply) {
                return reply;
            }
        }
        return null;
    }
}
