package onestop.gateway.request;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The {@code traceparent} header of W3C Trace Context, version 00: {@code 00-<trace>-<span>-<flags>}.
 *
 * @param traceId 32 hexadecimal digits
 * @param flags two hexadecimal digits, passed on as received
 */
public record TraceParent(String traceId, String flags) {
    private static final int LENGTH = 55;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** The trace the sender has begun, or a new one when he has begun none that can be read. */
    static TraceParent continued(@Nullable String header) {
        return header != null && isValid(header)
                ? new TraceParent(header.substring(3, 35), header.substring(53))
                : new TraceParent(randomHex(2), "00");
    }

    /** The header of a call that belongs to this trace, with a span of its own. */
    public String header() {
        return "00-" + traceId + '-' + randomHex(1) + '-' + flags;
    }

    private static boolean isValid(String header) {
        return header.length() == LENGTH
                && header.startsWith("00-")
                && header.charAt(35) == '-'
                && header.charAt(52) == '-'
                && isHexButNotZero(header, 3, 35)
                && isHexButNotZero(header, 36, 52)
                && isHex(header, 53, 55);
    }

    private static String randomHex(int longs) {
        var random = ThreadLocalRandom.current();
        var text = new char[longs * 16];
        for (int word = 0; word < longs; word++) {
            long bits;
            do {
                bits = random.nextLong();
            } while (bits == 0); // all zeroes would mean "no trace"
            for (int i = 0; i < 16; i++) {
                text[word * 16 + i] = HEX[(int) (bits >>> (60 - 4 * i)) & 0xf];
            }
        }
        return new String(text);
    }

    private static boolean isHexButNotZero(String text, int from, int to) {
        return isHex(text, from, to) && !text.substring(from, to).chars().allMatch(c -> c == '0');
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
