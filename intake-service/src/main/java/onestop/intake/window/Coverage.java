package onestop.intake.window;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the two promises about windows are kept.
 *
 * <p>The share: of all items that can be handed in at some window, those that every comprehensive window takes, so that
 * it does not matter which of them is free. Without a comprehensive window that is none of them.
 */
record Coverage(Share share, List<Town> towns) {
    private static final int PER_CENT_PLACES = 4;

    /**
     * @param ratio null when there is nothing to divide by
     * @param notEverywhere the items that some comprehensive window does not take
     */
    record Share(
            int numerator,
            int denominator,
            @Nullable BigDecimal ratio,
            BigDecimal threshold,
            boolean alarm,
            SortedSet<String> notEverywhere) {}

    /** A town with its windows in use, and those of them that lack a device. */
    record Town(
            String regionCode,
            int windows,
            int needed,
            SortedSet<String> withoutTerminal,
            SortedSet<String> withoutEvaluator,
            boolean alarm) {}

    /** The rules: what share and how many windows are promised. */
    record Promise(BigDecimal share, int windowsPerTown, List<String> towns) {}

    static Coverage of(
            Collection<Window> inUse,
            Collection<String> catalogue,
            Set<String> withTerminal,
            Set<String> withEvaluator,
            Promise promise) {
        return new Coverage(
                share(inUse, catalogue, promise.share()),
                promise.towns().stream()
                        .map(town -> town(town, inUse, withTerminal, withEvaluator, promise.windowsPerTown()))
                        .toList());
    }

    static Share share(Collection<Window> inUse, Collection<String> catalogue, BigDecimal threshold) {
        // Most windows take the same: each distinct set is asked once.
        var all = inUse.stream().map(Window::skills).distinct().toList();
        var comprehensive = inUse.stream()
                .filter(window -> window.type() == WindowType.COMPREHENSIVE)
                .map(Window::skills)
                .distinct()
                .toList();
        int atWindows = 0;
        var notEverywhere = new TreeSet<String>();
        for (var item : catalogue) {
            if (all.stream().anyMatch(skills -> skills.take(item))) {
                atWindows++;
                if (comprehensive.isEmpty() || !comprehensive.stream().allMatch(skills -> skills.take(item))) {
                    notEverywhere.add(item);
                }
            }
        }
        int everywhere = atWindows - notEverywhere.size();
        var ratio = atWindows == 0
                ? null
                : BigDecimal.valueOf(everywhere)
                        .divide(BigDecimal.valueOf(atWindows), PER_CENT_PLACES, RoundingMode.DOWN);
        // Compared without division, so that rounding decides nothing.
        boolean below = BigDecimal.valueOf(everywhere).compareTo(threshold.multiply(BigDecimal.valueOf(atWindows))) < 0;
        return new Share(everywhere, atWindows, ratio, threshold, below, notEverywhere);
    }

    private static Town town(
            String region, Collection<Window> inUse, Set<String> withTerminal, Set<String> withEvaluator, int needed) {
        var codes = new ArrayList<String>();
        for (var window : inUse) {
            if (window.type() == WindowType.ONE_WINDOW && window.regionCode().equals(region)) {
                codes.add(window.code());
            }
        }
        var withoutTerminal = new TreeSet<>(codes);
        withoutTerminal.removeAll(withTerminal);
        var withoutEvaluator = new TreeSet<>(codes);
        withoutEvaluator.removeAll(withEvaluator);
        return new Town(
                region,
                codes.size(),
                needed,
                withoutTerminal,
                withoutEvaluator,
                codes.size() < needed || !withoutTerminal.isEmpty() || !withoutEvaluator.isEmpty());
    }
}
