package onestop.approval.licences;

import java.time.Instant;
import java.time.LocalDate;

/** A valid licence of five years. */
final class LicenceExamples {
    private LicenceExamples() {}

    static Licence licence(String number) {
        var at = Instant.parse("2026-03-03T04:00:00Z");
        return new Licence(
                number,
                1,
                1,
                "食品经营许可证",
                "食品经营许可证",
                "1",
                "LB1",
                "SP-XB",
                "食品经营许可（新办）",
                "XZSP",
                "县行政审批服务局",
                "91371327MA3DEM0A2G",
                "莒南县沂蒙食品有限公司",
                "91371327MA3DEM0A2G",
                LicenceStatus.VALID,
                at,
                LocalDate.of(2026, 3, 3),
                LocalDate.of(2031, 3, 2),
                30,
                60,
                null,
                null,
                null,
                1,
                at,
                Licences.TEMPLATE,
                1);
    }
}
