package onestop.approval.intake;

import java.util.concurrent.ThreadLocalRandom;

/** Messages in the shape that intake-service's contract promises. */
public final class IntakeMessages {
    private IntakeMessages() {}

    /** A receipt number that no other test has. */
    public static String newReceiptNumber() {
        return "371327LB%013d".formatted(ThreadLocalRandom.current().nextLong(10_000_000_000_000L));
    }

    /** The number of the file's n-th case. */
    public static String caseNumber(String receiptNumber, int n) {
        return receiptNumber.replace("LB", "") + n;
    }

    /**
     * A package for one enterprise: the name change at XZSP (examined first), the tax record at SWJ (on the spot), and the bank record, which
     * needs the name change.
     */
    public static String accepted(String receiptNumber) {
        return """
                {
                  "receiptNumber": "%1$s", "kind": "PACKAGE", "packageCode": "PKG-BG-MC", "channel": "WINDOW",
                  "enterprise": {"usci": "91371327MA3DEM0A2G", "name": "莒南县沂蒙食品有限公司"},
                  "receivedAt": "2026-03-02T09:40:00+08:00", "acceptedAt": "2026-03-02T10:15:00+08:00",
                  "countsFrom": "2026-03-02", "acceptedBy": "window", "acceptedByUnit": "XZSP", "deemed": false,
                  "windowCode": "W01",
                  "greenChannel": {"basis": "县重点项目", "projectNumber": "2026-17", "helper": "helper"},
                  "deferredMaterials": [{"key": "PREMISES_PROOF", "dueOn": "2026-03-04"}],
                  "items": [
                    {"code": "QY-BG-MC", "version": 1, "nameZh": "企业名称变更登记", "nameEn": "Change of name", "unit": "XZSP",
                     "caseType": "PROMISED", "statutoryDays": 6, "promisedDays": 1, "resultNameZh": "营业执照", "stage": 0,
                     "needs": []},
                    {"code": "SW-BG", "version": 1, "nameZh": "税务信息变更", "nameEn": "Tax record", "unit": "SWJ",
                     "caseType": "IMMEDIATE", "statutoryDays": 5, "promisedDays": 0, "resultNameZh": "税务变更通知", "stage": 0,
                     "needs": []},
                    {"code": "YH-BG", "version": 1, "nameZh": "银行账户变更", "nameEn": "Bank account", "unit": "BANK",
                     "caseType": "PROMISED", "statutoryDays": 5, "promisedDays": 2, "resultNameZh": "账户变更回单", "stage": 1,
                     "needs": ["QY-BG-MC"]}
                  ],
                  "subjects": [{"usci": "91371327MA3DEM0A2G", "name": "莒南县沂蒙食品有限公司", "regionCode": "371327000000"}],
                  "cases": [
                    {"caseNumber": "%2$s", "item": "QY-BG-MC", "subject": "91371327MA3DEM0A2G"},
                    {"caseNumber": "%3$s", "item": "SW-BG", "subject": "91371327MA3DEM0A2G"},
                    {"caseNumber": "%4$s", "item": "YH-BG", "subject": "91371327MA3DEM0A2G"}
                  ],
                  "baseline": {"materialsSeparately": 59, "handedIn": 7, "materialReductionRate": 0.8814,
                    "visitsSeparately": 3, "visits": 1, "statutoryDaysSequential": 16, "promisedDaysSequential": 3,
                    "packagePromisedDays": 3},
                  "aFieldWeDoNotKnow": {"later": true}
                }
                """.formatted(
                        receiptNumber,
                        caseNumber(receiptNumber, 1),
                        caseNumber(receiptNumber, 2),
                        caseNumber(receiptNumber, 3));
    }

    public static String withdrawn(String receiptNumber) {
        return """
                {"receiptNumber": "%s", "withdrawnAt": "2026-03-03T09:00:00+08:00"}
                """.formatted(receiptNumber);
    }

    public static String terminated(String receiptNumber) {
        return """
                {"receiptNumber": "%s", "terminatedAt": "2026-03-05T00:00:30+08:00", "reason": "DEFERRED_NOT_SUPPLIED",
                 "materials": ["PREMISES_PROOF"]}
                """.formatted(receiptNumber);
    }
}
