package onestop.evaluation.partners;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.Oid;

/**
 * Rows in PostgreSQL's binary format of COPY: what is a number here is one there, and nothing has to be escaped. Each value
 * must be of its column's type.
 */
final class BinaryRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int FULL = 65_536;
    private static final int NULL = -1;

    /** From where PostgreSQL counts days and microseconds. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private static final long FIRST_SECOND = FIRST_DAY.toEpochDay() * 86_400;

    private final CopyIn copy;
    private final short columns;
    private byte[] bytes = new byte[2 * FULL];
    private int length;

    BinaryRows(CopyIn copy, int columns) {
        this.copy = copy;
        this.columns = (short) columns;
        for (byte each : SIGNATURE) {
            put(each);
        }
        putInt(0);
        putInt(0);
    }

    /** Begins the next row; as many values must follow as there are columns. */
    void row() throws SQLException {
        if (length > FULL) {
            send();
        }
        putShort(columns);
    }

    void put(UUID value) {
        putInt(16);
        putLong(value.getMostSignificantBits());
        putLong(value.getLeastSignificantBits());
    }

    void put(boolean value) {
        putInt(1);
        put((byte) (value ? 1 : 0));
    }

    void put(Instant value) {
        putInt(8);
        putLong((value.getEpochSecond() - FIRST_SECOND) * 1_000_000 + value.getNano() / 1_000);
    }

    void put(LocalDate value) {
        putInt(4);
        putInt((int) (value.toEpochDay() - FIRST_DAY.toEpochDay()));
    }

    void put(List<String> values) {
        int start = length;
        putInt(0);
        putInt(values.isEmpty() ? 0 : 1);
        putInt(0);
        putInt(Oid.TEXT);
        if (!values.isEmpty()) {
            putInt(values.size());
            putInt(1);
        }
        for (var value : values) {
            put(value);
        }
        setInt(start, length - start - 4);
    }

    void put(@Nullable String value) {
        if (value == null) {
            putInt(NULL);
            return;
        }
        int most = 4 + 3 * value.length();
        ensure(most);
        int start = length;
        length += 4;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                length = start + 4;
                var encoded = value.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(encoded, 0, bytes, length, encoded.length);
                length += encoded.length;
                break;
            }
            bytes[length++] = (byte) c;
        }
        setInt(start, length - start - 4);
    }

    /** Sends what is left. */
    void end() throws SQLException {
        putShort((short) -1);
        send();
        copy.endCopy();
    }

    private void send() throws SQLException {
        copy.writeToCopy(bytes, 0, length);
        length = 0;
    }

    private void put(byte value) {
        ensure(1);
        bytes[length++] = value;
    }

    private void putShort(short value) {
        put((byte) (value >> 8));
        put((byte) value);
    }

    private void putInt(int value) {
        ensure(4);
        setInt(length, value);
        length += 4;
    }

    private void putLong(long value) {
        putInt((int) (value >> 32));
        putInt((int) value);
    }

    private void setInt(int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }
}
