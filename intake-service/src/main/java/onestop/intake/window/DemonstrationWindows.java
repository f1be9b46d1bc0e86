package onestop.intake.window;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * As many windows as the county has, entered at the first start while there are none: comprehensive ones in the hall,
 * five in each town, three on the vehicle, and those that take no items.
 */
@Component
@Order(3)
@ConditionalOnProperty("onestop.intake.demonstration-catalogue")
class DemonstrationWindows implements ApplicationRunner {
    static final String HALL = "371327000000";
    private static final String BY = "demonstration";
    private static final String UNIT = "XZSP";
    private static final LocalDate SINCE = LocalDate.of(2020, 1, 2);
    private static final int COMPREHENSIVE = 45;
    private static final int A_TOWN = 5;
    private static final int ON_THE_VEHICLE = 3;

    private record Town(String code, String zh, String en) {}

    private static final List<Town> TOWNS = List.of(
            new Town("001", "十字路街道", "Shizilu"),
            new Town("102", "大店镇", "Dadian"),
            new Town("103", "坊前镇", "Fangqian"),
            new Town("106", "板泉镇", "Banquan"),
            new Town("107", "洙边镇", "Zhubian"),
            new Town("108", "文疃镇", "Wentuan"),
            new Town("111", "石莲子镇", "Shilianzi"),
            new Town("112", "岭泉镇", "Lingquan"),
            new Town("113", "筵宾镇", "Yanbin"),
            new Town("114", "涝坡镇", "Laopo"),
            new Town("116", "道口镇", "Daokou"),
            new Town("117", "相沟镇", "Xianggou"),
            new Town("118", "团林镇", "Tuanlin"),
            new Town("119", "坪上镇", "Pingshang"),
            new Town("120", "壮岗镇", "Zhuanggang"),
            new Town("121", "朱芦镇", "Zhulu"));

    private final WindowTable windows;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    DemonstrationWindows(WindowTable windows, TransactionTemplate transaction, InstantSource clock) {
        this.windows = windows;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (windows.isEmpty()) {
            transaction.executeWithoutResult(_ -> enter());
        }
    }

    private void enter() {
        for (int number = 1; number <= COMPREHENSIVE; number++) {
            enter(
                    "XZSP-%02d".formatted(number),
                    "综合受理%d号窗口".formatted(number),
                    "Comprehensive window %d".formatted(number),
                    WindowType.COMPREHENSIVE,
                    WindowLevel.COUNTY,
                    HALL);
        }
        for (var town : TOWNS) {
            for (int number = 1; number <= A_TOWN; number++) {
                enter(
                        "T%s-%d".formatted(town.code(), number),
                        "%s“一窗受理”%d号窗口".formatted(town.zh(), number),
                        "%s, one-window counter %d".formatted(town.en(), number),
                        WindowType.ONE_WINDOW,
                        WindowLevel.TOWN,
                        "371327" + town.code() + "000");
            }
        }
        for (int number = 1; number <= ON_THE_VEHICLE; number++) {
            enter(
                    "DPC-%d".formatted(number),
                    "政务服务大篷车%d号窗口".formatted(number),
                    "Mobile service vehicle, window %d".formatted(number),
                    WindowType.MOBILE,
                    WindowLevel.COUNTY,
                    HALL);
        }
        enter("CJ-1", "综合出件窗口", "Output window", WindowType.OUTPUT, WindowLevel.COUNTY, HALL);
        enter("BB-1", "帮办代办窗口", "Help desk", WindowType.HELP, WindowLevel.COUNTY, HALL);
        enter(
                "BBC-1",
                "“办不成事”反映窗口",
                "Window for what could not be got done",
                WindowType.BLOCKED_MATTERS,
                WindowLevel.COUNTY,
                HALL);
    }

    private void enter(String code, String zh, String en, WindowType type, WindowLevel level, String region) {
        windows.insert(
                new Window(
                        code,
                        zh,
                        en,
                        type,
                        level,
                        region,
                        UNIT,
                        type.takesItems() ? Skills.ANY : Skills.NONE,
                        SINCE,
                        null,
                        1),
                BY,
                clock.instant());
    }
}
