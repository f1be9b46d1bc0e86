package onestop.appeal.enterprises;

import java.util.List;
import java.util.stream.IntStream;

/** How many enterprises one event names at most, so that it stays well below what the broker takes. */
public final class Portions {
    public static final int MOST = 500;

    /** In order; of nobody none. */
    public static List<List<String>> of(List<String> uscis) {
        return IntStream.range(0, Math.ceilDiv(uscis.size(), MOST))
                .mapToObj(portion ->
                        List.copyOf(uscis.subList(portion * MOST, Math.min(uscis.size(), (portion + 1) * MOST))))
                .toList();
    }

    private Portions() {}
}
