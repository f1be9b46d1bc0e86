package onestop.intake.window;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.figures.Figure;
import onestop.intake.figures.FigureDefinition;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import onestop.intake.figures.FigureQuery;
import onestop.intake.figures.FigureSource;
import onestop.intake.window.WindowTable.Equipped;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The windows in use on the last day of the period; the items, and the devices, as they are now. */
@Component
class WindowFigures implements FigureSource {
    private static final FigureDefinition COMPREHENSIVE = FigureDefinition.count(
            "COMPREHENSIVE_WINDOWS", "综合窗口数", "Comprehensive windows", CountedUnit.WINDOW, Cut.PERIOD, Cut.REGION);
    private static final FigureDefinition ONE_WINDOW = FigureDefinition.count(
            "TOWN_WINDOWS", "镇街“一窗受理”窗口数", "One-window counters in towns", CountedUnit.WINDOW, Cut.PERIOD, Cut.REGION);
    private static final FigureDefinition SHARE = FigureDefinition.share(
            "CROSS_HANDLING_SHARE",
            "综合窗口通办比例",
            "Items that any comprehensive window takes, of the items at windows",
            CountedUnit.ITEM,
            Cut.PERIOD);
    private static final FigureDefinition TOWNS = FigureDefinition.share(
            "TOWNS_WITH_ENOUGH_WINDOWS",
            "窗口数达标镇街比例",
            "Towns with as many windows as promised",
            CountedUnit.TOWN,
            Cut.PERIOD,
            Cut.REGION);
    private static final FigureDefinition EQUIPPED = FigureDefinition.share(
            "TOWN_WINDOWS_EQUIPPED",
            "镇街窗口设备齐全比例",
            "One-window counters with terminal and evaluator",
            CountedUnit.WINDOW,
            Cut.PERIOD,
            Cut.REGION);
    private static final FigureDefinition HEARD = FigureDefinition.share(
            "DEVICES_HEARD", "窗口设备在线率", "Devices at windows that are heard", CountedUnit.DEVICE, Cut.REGION);

    private final WindowTable windows;
    private final Catalogues catalogues;
    private final HeartbeatRules rules;
    private final InstantSource clock;
    private final Set<String> towns;
    private final int perTown;

    WindowFigures(
            WindowTable windows,
            Catalogues catalogues,
            HeartbeatRules rules,
            InstantSource clock,
            @Value("${onestop.intake.windows.towns}") List<String> towns,
            @Value("${onestop.intake.windows.per-town-promised}") int perTown) {
        this.windows = windows;
        this.catalogues = catalogues;
        this.rules = rules;
        this.clock = clock;
        this.towns = Set.copyOf(towns);
        this.perTown = perTown;
    }

    @Override
    public List<FigureDefinition> definitions() {
        return List.of(COMPREHENSIVE, ONE_WINDOW, SHARE, TOWNS, EQUIPPED, HEARD);
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        var day = query.to() == null || query.to().isAfter(today) ? today : query.to();
        var all = windows.equipped(day, rules.silentBefore(now));
        var here = all.stream()
                .filter(one -> one.window().regionCode().startsWith(query.regionPrefix()))
                .toList();
        var inTowns = here.stream()
                .filter(one -> one.window().type() == WindowType.ONE_WINDOW)
                .toList();
        var townsHere = towns.stream()
                .filter(town -> town.startsWith(query.regionPrefix()))
                .toList();
        var share = crossHandling(all.stream().map(Equipped::window).toList());
        return List.of(
                COMPREHENSIVE.of(ofType(here, WindowType.COMPREHENSIVE)),
                ONE_WINDOW.of(inTowns.size()),
                SHARE.of(share.numerator(), share.denominator()),
                TOWNS.of(
                        townsHere.stream()
                                .filter(town -> inTowns.stream()
                                                .filter(one -> one.window()
                                                        .regionCode()
                                                        .equals(town))
                                                .count()
                                        >= perTown)
                                .count(),
                        townsHere.size()),
                EQUIPPED.of(
                        inTowns.stream()
                                .filter(one -> one.terminal() && one.evaluator())
                                .count(),
                        inTowns.size()),
                HEARD.of(
                        here.stream()
                                .mapToLong(one -> one.devices() - one.silent())
                                .sum(),
                        here.stream().mapToLong(Equipped::devices).sum()));
    }

    private Coverage.Share crossHandling(Collection<Window> inUse) {
        return Coverage.share(inUse, catalogues.current().itemCodes(), BigDecimal.ONE);
    }

    private static long ofType(Collection<Equipped> windows, WindowType type) {
        return windows.stream().filter(one -> one.window().type() == type).count();
    }
}
