package onestop.web;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The opaque place in a list after which the next page begins. It holds the sort key of the last item shown and a
 * checksum, so that a mangled one is refused instead of silently starting somewhere else. It is no secret and no proof
 * of anything: a query must apply the caller's rights again on every page.
 */
public final class Cursor {
    private static final char SEPARATOR = '\u001f';
    private static final int CHECKSUM_BYTES = 4;
    private static final int LONGEST = 1_000;
    private static final int LONGEST_DECIMAL = 40;

    /** The cursor for these sort keys, in order; {@code toString()} of each must be readable by {@link #parts}. */
    public static String of(Object... parts) {
        var text = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            var part = parts[i].toString();
            if (part.indexOf(SEPARATOR) >= 0) {
                throw new IllegalArgumentException("a sort key holds the separator of cursors");
            }
            text.append(i == 0 ? "" : SEPARATOR).append(part);
        }
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(CHECKSUM_BYTES + body.length)
                .putInt(checksum(body))
                .put(body);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The sort keys of a cursor; none when there is no cursor, that is on the first page. */
    public static List<String> parts(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return List.of();
        }
        if (cursor.length() > LONGEST) {
            throw malformed();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
        if (bytes.length <= CHECKSUM_BYTES) {
            throw malformed();
        }
        byte[] body = Arrays.copyOfRange(bytes, CHECKSUM_BYTES, bytes.length);
        if (ByteBuffer.wrap(bytes).getInt() != checksum(body)) {
            throw malformed();
        }
        return List.of(new String(body, StandardCharsets.UTF_8).split(String.valueOf(SEPARATOR), -1));
    }

    /** As {@link #parts(String)}, and a cursor of another list with another number of keys is malformed too. */
    public static List<String> parts(@Nullable String cursor, int expected) {
        var parts = parts(cursor);
        if (!parts.isEmpty() && parts.size() != expected) {
            throw malformed();
        }
        return parts;
    }

    /** A sort key that is a moment; one that is none is of another list. */
    public static Instant instant(String part) {
        try {
            return Era.within(OffsetDateTime.parse(part)).toInstant();
        } catch (DateTimeException _) {
            throw malformed();
        }
    }

    /** A sort key that is a day; one that is none is of another list. */
    public static LocalDate date(String part) {
        try {
            return Era.within(LocalDate.parse(part));
        } catch (DateTimeException _) {
            throw malformed();
        }
    }

    /** A sort key that is an id; one that is none is of another list. */
    public static UUID uuid(String part) {
        try {
            return UUID.fromString(part);
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
    }

    /** A sort key that is a number; one that is none is of another list. */
    public static long number(String part) {
        try {
            return Long.parseLong(part);
        } catch (NumberFormatException _) {
            throw malformed();
        }
    }

    /** A sort key that is a rank, a small number; one that is none is of another list. */
    public static short rank(String part) {
        try {
            return Short.parseShort(part);
        } catch (NumberFormatException _) {
            throw malformed();
        }
    }

    /** A sort key that is a whole number of 32 bits; one that is none is of another list. */
    public static int integer(String part) {
        try {
            return Integer.parseInt(part);
        } catch (NumberFormatException _) {
            throw malformed();
        }
    }

    /** A sort key that is a decimal number of at most {@value #LONGEST_DECIMAL} digits; one that is none is of another list. */
    public static BigDecimal decimal(String part) {
        try {
            var number = new BigDecimal(part);
            if (number.precision() > LONGEST_DECIMAL || Math.abs(number.scale()) > LONGEST_DECIMAL) {
                throw malformed();
            }
            return number;
        } catch (NumberFormatException _) {
            throw malformed();
        }
    }

    /** The place in a list that is sorted by a moment, and by id where moments are equal. */
    public record Moment(Instant at, UUID id) {
        /** @return null on the first page */
        public static @Nullable Moment of(@Nullable String after) {
            var parts = parts(after, 2);
            return parts.isEmpty() ? null : new Moment(instant(parts.get(0)), uuid(parts.get(1)));
        }
    }

    private static InvalidFieldException malformed() {
        return new InvalidFieldException("after", "cursor");
    }

    private static int checksum(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }

    private Cursor() {}
}
