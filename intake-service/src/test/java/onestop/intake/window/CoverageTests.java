package onestop.intake.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import onestop.intake.window.Coverage.Promise;
import org.junit.jupiter.api.Test;

class CoverageTests {
    private static final String TOWN = "371327102000";
    private static final Promise PROMISE = new Promise(new BigDecimal("0.95"), 2, List.of(TOWN));
    private static final List<String> TWENTY =
            IntStream.rangeClosed(1, 20).mapToObj("ITEM-%02d"::formatted).toList();

    @Test
    void anItemCountsOnlyIfEveryComprehensiveWindowTakesIt() {
        var share = share(
                window("A", WindowType.COMPREHENSIVE, but("ITEM-01")),
                window("B", WindowType.COMPREHENSIVE, Skills.ANY));

        assertThat(share.numerator()).isEqualTo(19);
        assertThat(share.denominator()).isEqualTo(20);
        assertThat(share.ratio()).isEqualByComparingTo("0.95");
        assertThat(share.notEverywhere()).containsExactly("ITEM-01");
        assertThat(share.alarm()).as("exactly what was promised").isFalse();
    }

    @Test
    void oneItemLessIsAnAlarm() {
        var share = share(
                window("A", WindowType.COMPREHENSIVE, but("ITEM-01")),
                window("B", WindowType.COMPREHENSIVE, but("ITEM-02")));

        assertThat(share.numerator()).isEqualTo(18);
        assertThat(share.alarm()).isTrue();
    }

    @Test
    void whatNoWindowTakesIsNotCountedAtAll() {
        var share = share(
                window("A", WindowType.COMPREHENSIVE, only("ITEM-01", "ITEM-02", "ITEM-03")),
                window("D", WindowType.DEPARTMENT, only("ITEM-03", "ITEM-04")));

        assertThat(share.numerator()).isEqualTo(3);
        assertThat(share.denominator()).isEqualTo(4);
        assertThat(share.notEverywhere()).containsExactly("ITEM-04");
        assertThat(share.alarm()).isTrue();
    }

    @Test
    void withoutComprehensiveWindowsNothingIsTakenEverywhere() {
        var share = share(window("D", WindowType.DEPARTMENT, only("ITEM-03")));

        assertThat(share.numerator()).isZero();
        assertThat(share.denominator()).isEqualTo(1);
        assertThat(share.alarm()).isTrue();
    }

    @Test
    void nothingAtAllIsNoHundredPerCent() {
        var share = share();

        assertThat(share.denominator()).isZero();
        assertThat(share.ratio()).isNull();
    }

    @Test
    void aTownIsShortOfWindowsOrOfDevices() {
        var one = List.of(town("T-1"));
        var two = List.of(town("T-1"), town("T-2"));
        var both = Set.of("T-1", "T-2");

        assertThat(townOf(List.of(), both, both).alarm()).isTrue();
        assertThat(townOf(one, both, both)).satisfies(town -> {
            assertThat(town.windows()).isEqualTo(1);
            assertThat(town.alarm()).isTrue();
        });
        assertThat(townOf(two, both, both).alarm()).isFalse();
        assertThat(townOf(two, Set.of("T-1"), both)).satisfies(town -> {
            assertThat(town.withoutTerminal()).containsExactly("T-2");
            assertThat(town.withoutEvaluator()).isEmpty();
            assertThat(town.alarm()).isTrue();
        });
        assertThat(townOf(two, both, Set.of()).withoutEvaluator()).containsExactly("T-1", "T-2");
    }

    private static Coverage.Share share(Window... windows) {
        return Coverage.of(List.of(windows), TWENTY, Set.of(), Set.of(), PROMISE)
                .share();
    }

    private static Coverage.Town townOf(List<Window> windows, Set<String> terminals, Set<String> evaluators) {
        var all = new ArrayList<>(windows);
        all.add(window("COUNTY-1", WindowType.ONE_WINDOW, Skills.ANY)); // of another place
        return Coverage.of(all, TWENTY, terminals, evaluators, PROMISE).towns().getFirst();
    }

    private static Skills but(String... items) {
        return new Skills(true, new TreeSet<>(List.of(items)));
    }

    private static Skills only(String... items) {
        return new Skills(false, new TreeSet<>(List.of(items)));
    }

    private static Window town(String code) {
        return window(code, WindowType.ONE_WINDOW, TOWN, Skills.ANY);
    }

    private static Window window(String code, WindowType type, Skills skills) {
        return window(code, type, "371327000000", skills);
    }

    private static Window window(String code, WindowType type, String region, Skills skills) {
        return new Window(
                code,
                "窗口",
                "Window",
                type,
                WindowLevel.COUNTY,
                region,
                "XZSP",
                skills,
                LocalDate.of(2026, 1, 1),
                null,
                1);
    }
}
