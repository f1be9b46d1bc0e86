package onestop.intake.window;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.window.Coverage.Promise;
import onestop.intake.window.WindowTable.Filter;
import onestop.web.Allowed;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether any comprehensive window takes nearly everything, and whether every town has its windows. */
@RestController
@RequestMapping("/api/intake/window-coverage")
class CoverageController {
    private static final int MOST_NAMED = 200;

    private final WindowTable windows;
    private final Devices devices;
    private final Catalogues catalogues;
    private final InstantSource clock;
    private final Promise promise;

    CoverageController(
            WindowTable windows,
            Devices devices,
            Catalogues catalogues,
            InstantSource clock,
            @Value("${onestop.intake.windows.share-promised}") BigDecimal share,
            @Value("${onestop.intake.windows.per-town-promised}") int perTown,
            @Value("${onestop.intake.windows.towns}") List<String> towns) {
        this.windows = windows;
        this.devices = devices;
        this.catalogues = catalogues;
        this.clock = clock;
        this.promise = new Promise(share, perTown, List.copyOf(towns));
    }

    /** Names at most 200 items that are not taken everywhere; the numbers count them all. */
    record CoverageView(LocalDate on, ShareView share, int townsWithAlarm, List<Coverage.Town> towns) {}

    record ShareView(
            int numerator,
            int denominator,
            @Nullable BigDecimal ratio,
            BigDecimal threshold,
            boolean alarm,
            List<String> notEverywhere) {

        static ShareView of(Coverage.Share share) {
            return new ShareView(
                    share.numerator(),
                    share.denominator(),
                    share.ratio(),
                    share.threshold(),
                    share.alarm(),
                    first(share.notEverywhere()));
        }

        private static List<String> first(SortedSet<String> items) {
            return items.stream().limit(MOST_NAMED).toList();
        }
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.UNIT_MANAGER, Role.OPS, Role.AUDITOR})
    @GetMapping
    CoverageView coverage(@RequestParam(required = false) @Nullable LocalDate on) {
        var day = on == null ? ServiceHours.dateOf(clock.instant()) : on;
        var coverage = Coverage.of(
                windows.list(new Filter(null, null, List.of(), day), "", WindowTable.MOST),
                catalogues.current().itemCodes(),
                devices.windowsWith(DeviceKind.TERMINAL),
                devices.windowsWith(DeviceKind.EVALUATOR),
                promise);
        return new CoverageView(
                day,
                ShareView.of(coverage.share()),
                (int) coverage.towns().stream().filter(Coverage.Town::alarm).count(),
                coverage.towns());
    }
}
