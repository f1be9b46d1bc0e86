package onestop.intake.window;

import java.util.List;
import java.util.Map;

/** Bodies of requests about windows. */
public final class HallExamples {

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

    private HallExamples() {}
}
