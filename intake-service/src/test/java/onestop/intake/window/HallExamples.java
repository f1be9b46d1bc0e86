package onestop.intake.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.web.Role;

/** What tests about the hall have in common. */
public final class HallExamples {
    public static final Person MANAGER = new Person("manager", Role.UNIT_MANAGER, "XZSP", List.of());
    public static final Person OTHER_MANAGER = new Person("other-manager", Role.UNIT_MANAGER, "SCJG", List.of());
    public static final Person KIOSK = new Person("kiosk", Role.PARTNER, null, List.of());

    public static Person clerk(String name) {
        return new Person(name, Role.WINDOW, "XZSP", List.of());
    }

    /** A department's window for these items, in use since 2026. */
    public static Map<String, Object> window(String regionCode, List<String> itemCodes) {
        return Map.of(
                "nameZh",
                "测试窗口",
                "nameEn",
                "A window",
                "type",
                "DEPARTMENT",
                "level",
                "COUNTY",
                "regionCode",
                regionCode,
                "unit",
                "XZSP",
                "itemCodes",
                itemCodes,
                "openedOn",
                "2026-01-01");
    }

    /** Does all of it at the same moment, as far as a machine can. */
    public static <T> List<T> atOnce(List<Callable<T>> works) throws Exception {
        var together = new CyclicBarrier(works.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = works.stream()
                    .map(work -> threads.submit(() -> {
                        together.await();
                        return patiently(work);
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    /** A busy service may tell a caller to come again; a caller that does so is served in the end. */
    public static <T> T patiently(Callable<T> work) throws Exception {
        var result = work.call();
        for (int tries = 0; tries < 200 && result instanceof Calls.Reply reply && reply.status() == 503; tries++) {
            Thread.sleep(20);
            result = work.call();
        }
        return result;
    }

    private HallExamples() {}
}
