package onestop.intake.figures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is counted of files: how they came in, what became of them, and what they saved. The measures are noted by the
 * database in the transaction of each act; see the migration that makes them.
 */
@Component
class CaseFigures implements FigureSource {
    /** By what a figure is kept whose files have not met a window yet, or none of whose acts happens at one. */
    private static final Cut[] WITHOUT_WINDOW = {Cut.PERIOD, Cut.REGION};

    private static final Cut[] EVERY_WAY = Cut.values();

    private final JdbcClient jdbc;
    private final List<Counted> counted = counted();

    CaseFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A figure with the measures it is made of. */
    private record Counted(FigureDefinition definition, Ratio ratio) {
        Figure from(Map<String, Long> sums) {
            return definition.measure() == FigureDefinition.Measure.COUNT
                    ? definition.of(ratio.numerator(sums))
                    : definition.of(ratio.numerator(sums), ratio.denominator(sums));
        }
    }

    /** Sums of measures: plus minus less, over the sum of those in over. */
    private record Ratio(List<String> plus, List<String> less, List<String> over) {
        static Ratio of(String measure) {
            return new Ratio(List.of(measure), List.of(), List.of());
        }

        Ratio minus(String measure) {
            return new Ratio(plus, List.of(measure), over);
        }

        Ratio over(String... measures) {
            return new Ratio(plus, less, List.of(measures));
        }

        long numerator(Map<String, Long> sums) {
            return sum(plus, sums) - sum(less, sums);
        }

        long denominator(Map<String, Long> sums) {
            return sum(over, sums);
        }

        private static long sum(List<String> measures, Map<String, Long> sums) {
            return measures.stream()
                    .mapToLong(measure -> sums.getOrDefault(measure, 0L))
                    .sum();
        }
    }

    private static List<Counted> counted() {
        var all = new ArrayList<Counted>();
        all.add(new Counted(
                FigureDefinition.count("FILES_RECEIVED", "收件数", "Files received", CountedUnit.FILE, WITHOUT_WINDOW),
                Ratio.of("FILES_RECEIVED")));
        all.add(new Counted(
                FigureDefinition.count("CASES_ACCEPTED", "受理办件数", "Cases accepted", CountedUnit.CASE, EVERY_WAY),
                Ratio.of("CASES_ACCEPTED")));
        channels(all);
        all.add(new Counted(
                FigureDefinition.share(
                        "DEEMED_ACCEPTANCES",
                        "视为受理占比",
                        "Files that count as accepted because nothing was said in time, of all accepted",
                        CountedUnit.FILE,
                        WITHOUT_WINDOW),
                Ratio.of("FILES_DEEMED").over("FILES_ACCEPTED")));
        all.add(new Counted(
                FigureDefinition.share(
                        "REFUSALS",
                        "不予受理占比",
                        "Files refused, of those accepted or refused",
                        CountedUnit.FILE,
                        WITHOUT_WINDOW),
                Ratio.of("FILES_REFUSED").over("FILES_ACCEPTED", "FILES_REFUSED")));
        all.add(new Counted(
                FigureDefinition.count("WITHDRAWALS", "撤回数", "Files withdrawn", CountedUnit.FILE, WITHOUT_WINDOW),
                Ratio.of("FILES_WITHDRAWN")));
        all.add(new Counted(
                FigureDefinition.count(
                        "LAPSES",
                        "逾期未补正终止数",
                        "Files that lapsed for want of a correction",
                        CountedUnit.FILE,
                        WITHOUT_WINDOW),
                Ratio.of("FILES_LAPSED")));
        all.add(new Counted(
                FigureDefinition.mean(
                        "CORRECTIONS_PER_FILE",
                        "每份申请平均补正次数",
                        "Corrections asked for, per file received",
                        CountedUnit.CORRECTION,
                        WITHOUT_WINDOW),
                Ratio.of("CORRECTIONS").over("FILES_RECEIVED")));
        all.add(new Counted(
                FigureDefinition.count(
                        "DEFERRED_MATERIALS",
                        "容缺受理材料数",
                        "Materials accepted to follow",
                        CountedUnit.MATERIAL,
                        EVERY_WAY),
                Ratio.of("DEFERRED")));
        all.add(new Counted(
                FigureDefinition.share(
                        "DEFERRED_KEPT",
                        "容缺材料按承诺补齐占比",
                        "Deferred materials that came, of those that came or fell due",
                        CountedUnit.MATERIAL,
                        EVERY_WAY),
                Ratio.of("DEFERRED_KEPT").over("DEFERRED_KEPT", "DEFERRED_BROKEN")));
        all.add(new Counted(
                FigureDefinition.share(
                        "DEFERRED_BROKEN",
                        "容缺材料逾期未补占比",
                        "Deferred materials that did not come in time, of those that came or fell due",
                        CountedUnit.MATERIAL,
                        EVERY_WAY),
                Ratio.of("DEFERRED_BROKEN").over("DEFERRED_KEPT", "DEFERRED_BROKEN")));
        all.add(new Counted(
                FigureDefinition.count(
                        "MATERIALS_SAVED",
                        "减少材料份数",
                        "Materials that accepted files did not have to hand in",
                        CountedUnit.MATERIAL,
                        EVERY_WAY),
                Ratio.of("DOCUMENTS_SEPARATELY").minus("DOCUMENTS")));
        all.add(new Counted(
                FigureDefinition.share(
                        "MATERIALS_SAVED_SHARE",
                        "材料减少比例",
                        "Materials saved, of what the items would ask for one by one",
                        CountedUnit.MATERIAL,
                        EVERY_WAY),
                Ratio.of("DOCUMENTS_SEPARATELY").minus("DOCUMENTS").over("DOCUMENTS_SEPARATELY")));
        all.add(new Counted(
                FigureDefinition.share(
                        "PROMISED_DAYS_SAVED_SHARE",
                        "承诺时限较法定时限压缩比例",
                        "Working days promised less than the law allows the items one after another",
                        CountedUnit.WORKING_DAY,
                        EVERY_WAY),
                Ratio.of("STATUTORY_DAYS").minus("PROMISED_DAYS").over("STATUTORY_DAYS")));
        packages(all);
        all.add(new Counted(
                FigureDefinition.count("RESULTS_HANDED_OUT", "出件数", "Results handed out", CountedUnit.FILE, EVERY_WAY),
                Ratio.of("RESULTS_HANDED_OUT")));
        all.add(new Counted(
                FigureDefinition.share(
                        "RESULTS_IN_TIME",
                        "按期送达占比",
                        "Results handed out within ten working days of the decision",
                        CountedUnit.FILE,
                        EVERY_WAY),
                Ratio.of("RESULTS_HANDED_OUT").minus("RESULTS_LATE").over("RESULTS_HANDED_OUT")));
        return List.copyOf(all);
    }

    private static void channels(List<Counted> all) {
        Map.of(
                        "ONLINE", List.of("网上受理占比", "Cases accepted that came online"),
                        "MOBILE_APP", List.of("掌上受理占比", "Cases accepted that came by mobile application"),
                        "WINDOW", List.of("窗口受理占比", "Cases accepted that came at a window"),
                        "SELF_SERVICE", List.of("自助终端受理占比", "Cases accepted that came at a terminal"),
                        "MOBILE_VEHICLE",
                                List.of("政务大篷车受理占比", "Cases accepted that came at the mobile service vehicle"))
                .forEach((channel, names) -> all.add(new Counted(
                        FigureDefinition.share(
                                "CASES_ACCEPTED_" + channel,
                                names.getFirst(),
                                names.getLast(),
                                CountedUnit.CASE,
                                EVERY_WAY),
                        Ratio.of("CASES_ACCEPTED_" + channel).over("CASES_ACCEPTED"))));
    }

    private static void packages(List<Counted> all) {
        all.add(new Counted(
                FigureDefinition.count(
                        "PACKAGES_FINISHED", "套餐办结数", "Package files finished", CountedUnit.FILE, EVERY_WAY),
                Ratio.of("PACKAGES_FINISHED")));
        Map.of(
                        "START", List.of("企业开办", "start-up"),
                        "CHANGE", List.of("变更集成办", "changes"),
                        "BATCH", List.of("分支机构批量变更", "changes of many branches"),
                        "EXIT", List.of("企业注销", "closing down"),
                        "INDUSTRY", List.of("行业准入", "taking up a trade"),
                        "PROJECT", List.of("工程建设", "construction projects"))
                .forEach((group, names) -> all.add(new Counted(
                        FigureDefinition.count(
                                "PACKAGES_FINISHED_" + group,
                                names.getFirst() + "套餐办结数",
                                "Package files finished: " + names.getLast(),
                                CountedUnit.FILE,
                                EVERY_WAY),
                        Ratio.of("PACKAGES_FINISHED_" + group))));
    }

    @Override
    public List<FigureDefinition> definitions() {
        return counted.stream().map(Counted::definition).toList();
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        var sums = new HashMap<String, Long>();
        jdbc.sql("""
                SELECT measure, sum(amount) AS amount
                  FROM (SELECT measure, amount
                          FROM figure_day
                         WHERE region = :region AND window_code = :window AND day BETWEEN :from AND :to
                        UNION ALL
                        SELECT measure, amount
                          FROM figure_change
                         WHERE day BETWEEN :from AND :to AND :region IN ('', county, town)
                           AND :window IN ('', window_code)) AS noted
                 GROUP BY measure
                """)
                .param("region", query.region() == null ? "" : query.region())
                .param("window", query.window() == null ? "" : query.window())
                .param("from", query.firstDay())
                .param("to", query.lastDay())
                .query((row, _) -> Map.entry(row.getString("measure"), row.getLong("amount")))
                .list()
                .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
        return counted.stream().map(one -> one.from(sums)).toList();
    }
}
