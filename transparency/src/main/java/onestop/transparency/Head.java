package onestop.transparency;

import java.time.Instant;
import java.util.Base64;

/**
 * A tree at a moment, as it is signed: a C2SP tlog-checkpoint with the time as an extension line.
 *
 * @param origin which log
 * @param size number of leaves
 */
public record Head(String origin, long size, byte[] root, Instant at) {
    private static final String TIME = "time ";

    public Head {
        root = root.clone();
        if (size < 0 || root.length != Hash.BYTES || origin.isBlank() || origin.contains("\n")) {
            throw new IllegalArgumentException("no head of a log");
        }
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /** The signed text. */
    public String text() {
        return "%s\n%d\n%s\n%s%s\n".formatted(origin, size, Base64.getEncoder().encodeToString(root), TIME, at);
    }

    /** @throws IllegalArgumentException if the text is none of ours */
    public static Head of(String text) {
        var lines = text.split("\n", -1);
        if (lines.length != 5 || !lines[3].startsWith(TIME) || !lines[4].isEmpty()) {
            throw new IllegalArgumentException("is no head of a log");
        }
        try {
            return new Head(
                    lines[0],
                    Long.parseLong(lines[1]),
                    Base64.getDecoder().decode(lines[2]),
                    Instant.parse(lines[3].substring(TIME.length())));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("is no head of a log", e);
        }
    }
}
