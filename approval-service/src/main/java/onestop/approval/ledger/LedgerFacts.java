package onestop.approval.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import onestop.approval.cases.Act;

/** What the leaf of an act covers. The names and forms are for ever: a leaf has to be computed again years later. */
final class LedgerFacts {
    private LedgerFacts() {}

    static Map<String, Object> facts(
            String caseNumber,
            long caseVersion,
            String receiptNumber,
            String item,
            String unit,
            String subject,
            String act,
            Instant at) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("kind", "CASE_ACT");
        facts.put("caseNumber", caseNumber);
        facts.put("caseVersion", caseVersion);
        facts.put("receiptNumber", receiptNumber);
        facts.put("item", item);
        facts.put("unit", unit);
        facts.put("subject", subject);
        facts.put("act", act);
        facts.put("at", asStored(at).toString());
        return facts;
    }

    static Map<String, Object> details(String actor, Map<String, Object> details) {
        return Map.of("actor", actor, "details", details);
    }

    static Map<String, Object> facts(Act act) {
        return facts(
                act.caseNumber(),
                act.caseVersion(),
                act.receiptNumber(),
                act.itemCode(),
                act.unit(),
                act.subjectUsci(),
                act.name(),
                act.at());
    }

    /** The database keeps microseconds, and rounds to them. */
    static Instant asStored(Instant at) {
        return at.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    }
}
