package onestop.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The readable account of what happened, and the count of what was expected and held. */
final class Account {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private int held;
    private int chapters;

    int held() {
        return held;
    }

    /** Chapters are numbered in the order in which they are played. */
    void chapter(String title) {
        heading(++chapters + "  " + title);
    }

    void heading(String title) {
        out.println();
        out.println(title);
        out.println("─".repeat(Math.min(100, title.length() + 12)));
    }

    void tell(String text, Object... values) {
        out.println("  " + text.formatted(values));
    }

    /** A line of the table of figures at the end of a chapter. */
    void figure(String name, Object before, Object after, @Nullable Object reduction) {
        out.println("    %-54s %10s  →  %-10s %s".formatted(name, before, after, reduction == null ? "" : reduction));
    }

    void expect(String what, @Nullable Object wanted, @Nullable Object found) {
        if (!Objects.equals(wanted, found)) {
            throw new UnmetExpectation("%s: expected %s, found %s".formatted(what, wanted, found));
        }
        held++;
    }

    void expect(String what, boolean holds) {
        if (!holds) {
            throw new UnmetExpectation(what);
        }
        held++;
    }

    /** Asks again until the answer is the wanted one: other services hear of a fact a few milliseconds later. */
    <T> T eventually(String what, Supplier<@Nullable T> question) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (long pause = 5; ; pause = Math.min(pause * 2, 200)) {
            T answer = question.get();
            if (answer != null) {
                held++;
                return answer;
            }
            if (System.nanoTime() > end) {
                throw new UnmetExpectation("%s: not within %d s".formatted(what, PATIENCE.toSeconds()));
            }
            Platform.pause(pause);
        }
    }

    static String percent(double share) {
        return "−%.1f %%".formatted(share * 100);
    }
}
