package onestop.evaluation.partners;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Source;
import onestop.evaluation.scale.TownCode;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** The rules for single fields that partners send. Each throws {@link InvalidFieldException} naming the field. */
final class Fields {
    static final Map<String, Source> SOURCES = byName(Source.values());
    static final Map<String, Level> LEVELS = byName(Level.values());
    static final Map<String, RegionLevel> REGION_LEVELS = byName(RegionLevel.values());
    /** How far the clocks of other systems may be ahead of ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    static final int LONGEST_NUMBER = 64;
    static final int LONGEST_CODE = 40;
    private static final int LONGEST_CONTACT = 100;

    /** Before the State Council asked for ratings (国办发〔2019〕51号) there were none. */
    private static final Instant EARLIEST = Instant.parse("2019-12-02T16:00:00Z");

    private static final Pattern UNIT = Pattern.compile("[A-Z0-9]{1,20}");
    private static final Pattern PLACE = Pattern.compile("[0-9]{12}");

    private Fields() {}

    static String required(String field, @Nullable String sent) {
        if (sent == null || sent.isEmpty()) {
            throw new InvalidFieldException(field, "required");
        }
        return sent;
    }

    static <E extends Enum<E>> E word(String field, @Nullable String sent, Map<String, E> known) {
        var value = known.get(required(field, sent));
        if (value == null) {
            throw new InvalidFieldException(
                    field,
                    "one-of",
                    known.values().stream().sorted().map(Enum::name).toList());
        }
        return value;
    }

    static <E extends Enum<E>> @Nullable E wordOrNull(String field, @Nullable String sent, Map<String, E> known) {
        return sent == null || sent.isEmpty() ? null : word(field, sent, known);
    }

    static String unit(@Nullable String sent) {
        var unit = required("unit", sent);
        if (!UNIT.matcher(unit).matches()) {
            throw new InvalidFieldException("unit", "unit-form");
        }
        return unit;
    }

    static @Nullable String codeOrNull(String field, @Nullable String sent) {
        return sent == null || sent.isEmpty() ? null : code(field, sent, LONGEST_CODE);
    }

    /** As towns are known here; of a place within one by its twelve digits, the town. */
    static @Nullable String townOrNull(@Nullable String sent) {
        var town = codeOrNull("town", sent);
        return town != null && PLACE.matcher(town).matches() ? TownCode.of(town) : town;
    }

    /** Letters of any script, digits and {@code - _ . : /}: what codes are made of, and nothing a query could trip over. */
    static String code(String field, @Nullable String sent, int longest) {
        var code = required(field, sent);
        if (code.length() > longest) {
            throw new InvalidFieldException(field, "code-form", longest);
        }
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || "-_.:/".indexOf(c) >= 0)
                    && (c < 0x80 || !Character.isLetter(c))) {
                throw new InvalidFieldException(field, "code-form", longest);
            }
        }
        return code;
    }

    static @Nullable String text(@Nullable String sent, int longest) {
        if (sent == null || sent.isBlank()) {
            return null;
        }
        var text = sent.strip();
        if (text.codePointCount(0, text.length()) > longest) {
            throw new InvalidFieldException("text", "text-too-long", longest);
        }
        return storable("text", text);
    }

    /** How whoever spoke wants to be called back; null when that is not said. */
    static @Nullable String contact(@Nullable String sent) {
        var contact = sent == null ? "" : sent.strip();
        if (contact.length() > LONGEST_CONTACT) {
            throw new InvalidFieldException("contact", "text-too-long", LONGEST_CONTACT);
        }
        return contact.isEmpty() ? null : storable("contact", contact);
    }

    /** Without what no database keeps: U+0000 and half a surrogate pair. */
    static String storable(String field, String text) {
        if (text.indexOf('\0') >= 0
                || text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new InvalidFieldException(field, "character");
        }
        return text;
    }

    /** A moment that has passed, since there are ratings at all; by a clock that is a little ahead of ours, now. */
    static Instant past(String field, @Nullable String sent, Instant now) {
        Instant time;
        try {
            time = OffsetDateTime.parse(required(field, sent)).toInstant();
        } catch (DateTimeException _) {
            throw new InvalidFieldException(field, "time");
        }
        if (time.isAfter(now.plus(CLOCKS_DIFFER))) {
            throw new InvalidFieldException(field, "not-in-the-future");
        }
        if (time.isBefore(EARLIEST)) {
            throw new InvalidFieldException(field, "not-before", CountyTime.dayOf(EARLIEST));
        }
        return time.isAfter(now) ? now : time;
    }

    static <E extends Enum<E>> Map<String, E> byName(E[] values) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));
    }
}
