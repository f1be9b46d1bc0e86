package onestop.web.errors;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import onestop.web.FieldProblem;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What a value of a Java type looks like on the wire, said so that the caller can put it right. */
final class Expectation {
    static FieldProblem of(Problems problems, String field, @Nullable Class<?> required) {
        if (required == null) {
            return problems.field(field, "not-acceptable");
        }
        var type = ClassUtils.resolvePrimitiveIfNecessary(required);
        if (type.isEnum()) {
            return problems.field(field, "one-of", words(type));
        }
        if (type == LocalDate.class) {
            return problems.field(field, "date");
        }
        if (type == YearMonth.class) {
            return problems.field(field, "month");
        }
        if (List.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class).contains(type)) {
            return problems.field(field, "time");
        }
        if (type == LocalDateTime.class || type == LocalTime.class) {
            return problems.field(field, "local-time");
        }
        if (type == UUID.class) {
            return problems.field(field, "uuid");
        }
        if (type == Boolean.class) {
            return problems.field(field, "true-or-false");
        }
        if (List.of(Integer.class, Long.class, Short.class, Byte.class, BigInteger.class, Year.class)
                .contains(type)) {
            return problems.field(field, "whole-number");
        }
        if (List.of(Double.class, Float.class, BigDecimal.class).contains(type)) {
            return problems.field(field, "number");
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return problems.field(field, "text");
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return problems.field(field, "list");
        }
        return problems.field(field, "not-acceptable");
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(word -> ((Enum<?>) word).name())
                .toList();
    }

    private Expectation() {}
}
