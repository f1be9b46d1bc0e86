package onestop.appeal.policies;

import static onestop.appeal.enterprises.EnterpriseExamples.anEnterprise;
import static onestop.appeal.policies.ReadyCondition.FITS;
import static onestop.appeal.policies.ReadyCondition.MISSES;
import static onestop.appeal.policies.ReadyCondition.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import onestop.appeal.enterprises.EnterpriseExamples;
import onestop.appeal.enterprises.Figure;
import onestop.web.InvalidFieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ReadyConditionTests {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

    private static int on(EnterpriseExamples enterprise, String condition) {
        return ReadyCondition.of(read(condition), TODAY).on(enterprise.columns(), 0);
    }

    private static Condition read(String condition) {
        return JsonMapper.shared().readValue(condition, ConditionBody.class).read("c");
    }

    @Test
    void whatIsUnknownNeitherFitsNorMisses() {
        var unknown = anEnterprise().scaled(null).since(null);
        assertThat(on(unknown, "{\"field\": \"SCALE\", \"in\": [\"SMALL\"]}")).isEqualTo(UNKNOWN);
        assertThat(on(unknown, "{\"not\": {\"field\": \"SCALE\", \"in\": [\"SMALL\"]}}"))
                .isEqualTo(UNKNOWN);
        assertThat(on(unknown, "{\"field\": \"AGE_MONTHS\", \"max\": 36}")).isEqualTo(UNKNOWN);
        assertThat(on(unknown, "{\"field\": \"RESEARCH_YUAN\", \"min\": 0}")).isEqualTo(UNKNOWN);
        assertThat(on(unknown, "{\"field\": \"CREDIT\", \"in\": [\"A\"]}")).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "SMALL, A, 1, 1, -1",
        "SMALL, D, -1, 1, -1",
        "LARGE, D, -1, -1, 1",
        "SMALL,  ,  0, 1, -1",
        "LARGE,  , -1, 0, 1"
    })
    void allIsTheLeastAnyTheGreatestNotTheOpposite(String scale, String credit, int all, int any, int not) {
        var enterprise = anEnterprise().scaled(scale);
        var known = credit == null ? enterprise : enterprise.graded(credit);
        var parts = "[{\"field\": \"SCALE\", \"in\": [\"SMALL\"]}, {\"field\": \"CREDIT\", \"in\": [\"A\", \"B\"]}]";
        assertThat(on(known, "{\"all\": " + parts + "}")).isEqualTo(all);
        assertThat(on(known, "{\"any\": " + parts + "}")).isEqualTo(any);
        assertThat(on(known, "{\"not\": {\"field\": \"SCALE\", \"in\": [\"SMALL\"]}}"))
                .isEqualTo(not);
    }

    @ParameterizedTest
    @CsvSource({
        "371327000000, 371327001000, 1",
        "371327000000, 371327001203, 1",
        "371327001000, 371327001203, 1",
        "371327001000, 371327102000, -1",
        "371327001203, 371327001000, -1",
        "371300000000, 371327001000, 1",
        "370000000000, 371327001000, 1",
        "371327000000, 371328001000, -1"
    })
    void aDivisionCoversWhatIsInIt(String area, String region, int expected) {
        assertThat(on(anEnterprise().in(region), "{\"field\": \"REGION\", \"in\": [\"" + area + "\"]}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // established, at least, at most, outcome on 2026-03-02
        "2023-03-02, 36, , 1",
        "2023-03-03, 36, , -1",
        "2023-03-02, , 36, 1",
        "2023-02-03, , 36, 1",
        "2023-02-02, , 36, -1",
        "2026-03-02, 0, 0, 1",
        "2026-02-02, 0, 0, -1"
    })
    void ageCountsFullMonths(String established, Integer min, Integer max, int expected) {
        var range = (min == null ? "" : ", \"min\": " + min) + (max == null ? "" : ", \"max\": " + max);
        assertThat(on(anEnterprise().since(established), "{\"field\": \"AGE_MONTHS\"" + range + "}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"500000, 1", "499999, -1", "1000000, 1", "1000001, -1"})
    void boundsOfFiguresAreIncluded(long research, int expected) {
        assertThat(on(
                        anEnterprise().researching(research),
                        "{\"field\": \"RESEARCH_YUAN\", \"min\": 500000, \"max\": 1000000}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "45, 45, , 1",
        "44, 45, , -1",
        "46, 45, , 1",
        "0, 0, , 1",
        "45, , , 0",
        ", 45, , 0",
        "90, 45, 2, 1",
        "89, 45, 2, -1",
        "67, 45, 1.5, -1",
        "68, 45, 1.5, 1"
    })
    void staffIsComparedWithThatOfTheYearBefore(Long now, Long before, String factor, int expected) {
        var enterprise = anEnterprise();
        if (now != null) {
            enterprise = enterprise.telling(Figure.EMPLOYEES, now);
        }
        if (before != null) {
            enterprise = enterprise.telling(Figure.EMPLOYEES_LAST_YEAR, before);
        }
        assertThat(on(
                        enterprise,
                        "{\"field\": \"EMPLOYEES\", \"atLeast\": {\"field\": \"EMPLOYEES_LAST_YEAR\"%s}}"
                                .formatted(factor == null ? "" : ", \"factor\": " + factor)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "3000000, 100000000, 0.03, 1",
        "2999999, 100000000, 0.03, -1",
        "3000000, 100000001, 0.03, -1", // 3000000.03 would be needed: nothing is rounded
        "9223372036854775807, 9223372036854775807, 1, 1",
        "9223372036854775806, 9223372036854775807, 1, -1",
        "9223372036854775807, 9223372036854775807, 1000000, -1",
        "9223372036854775807, 9223372036854, 999999.999999, 1",
        "9223372036854775807, 9223372036855, 1000000, -1",
        "0, 0, 0.03, 1"
    })
    void aShareIsComparedWithoutRounding(long research, long revenue, String factor, int expected) {
        var enterprise = anEnterprise().researching(research).telling(Figure.REVENUE_YUAN, revenue);
        assertThat(on(
                        enterprise,
                        "{\"field\": \"RESEARCH_YUAN\", \"atLeast\": {\"field\": \"REVENUE_YUAN\", \"factor\": %s}}"
                                .formatted(factor)))
                .isEqualTo(expected);
    }

    /** The same question asked of decimals. */
    @Test
    void comparisonsAgreeWithDecimals() {
        var random = new Random(20260302);
        for (int i = 0; i < 20_000; i++) {
            long own = random.nextLong() >>> (1 + random.nextInt(62));
            long other = random.nextLong() >>> (1 + random.nextInt(62));
            var factor = new BigDecimal(1 + (random.nextLong() >>> 24) % 1_000_000_000_000L).movePointLeft(6);
            var share = new Share(Figure.REVENUE_YUAN, factor);
            var columns = anEnterprise().telling(Figure.REVENUE_YUAN, other).columns();
            assertThat(Integer.signum(share.comparison().compare(own, columns, 0)))
                    .as("%s against %s × %s", own, factor, other)
                    .isEqualTo(BigDecimal.valueOf(own).compareTo(factor.multiply(BigDecimal.valueOf(other))));
        }
    }

    @Test
    void betweenTwoSharesTheSideThatMissesDecides() {
        var condition = """
                {"field": "RESEARCH_YUAN", "atLeast": {"field": "REVENUE_YUAN", "factor": 0.03},
                 "atMost": {"field": "RESEARCH_LAST_YEAR_YUAN", "factor": 2}}""";
        var enterprise = anEnterprise().researching(300);
        assertThat(on(enterprise.telling(Figure.REVENUE_YUAN, 10_000), condition))
                .isEqualTo(UNKNOWN);
        assertThat(on(enterprise.telling(Figure.REVENUE_YUAN, 10_001), condition))
                .isEqualTo(MISSES);
        var both = enterprise.telling(Figure.REVENUE_YUAN, 10_000);
        assertThat(on(both.telling(Figure.RESEARCH_LAST_YEAR_YUAN, 150), condition))
                .isEqualTo(FITS);
        assertThat(on(both.telling(Figure.RESEARCH_LAST_YEAR_YUAN, 149), condition))
                .isEqualTo(MISSES);
    }

    @Test
    void whatIsNeededAndWhatIsUnknownIsTold() {
        var condition =
                read("{\"field\": \"RESEARCH_YUAN\", \"atLeast\": {\"field\": \"REVENUE_YUAN\", \"factor\": 0.03}}");
        var columns = anEnterprise()
                .researching(2_000_000)
                .telling(Figure.REVENUE_YUAN, 100_000_001)
                .columns();
        assertThat(ConditionWords.own(condition, columns, 0, TODAY)).isEqualTo("2000000");
        assertThat(ConditionWords.needed(condition, columns, 0, TODAY)).isEqualTo("3000001");
        assertThat(ConditionWords.unknown(condition, anEnterprise().columns(), 0))
                .containsExactly(ConditionBody.Field.REVENUE_YUAN, ConditionBody.Field.RESEARCH_YUAN);
        assertThat(ConditionWords.needed(condition, anEnterprise().columns(), 0, TODAY))
                .isNull();
        assertThat(ConditionWords.needed(read("{\"field\": \"AGE_MONTHS\", \"max\": 24}"), columns, 0, TODAY))
                .isEqualTo("24");
    }

    @Test
    void industriesAreComparedWhole() {
        assertThat(on(anEnterprise().of("食品制造业"), "{\"field\": \"INDUSTRY\", \"in\": [\"零售业\", \"食品制造业\"]}"))
                .isEqualTo(FITS);
        assertThat(on(anEnterprise().of("食品"), "{\"field\": \"INDUSTRY\", \"in\": [\"食品制造业\"]}"))
                .isEqualTo(MISSES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|c|one-form",
                "{\"field\": \"SCALE\", \"all\": []}|c|one-form",
                "{\"all\": [], \"min\": 1}|c|one-form",
                "{\"all\": []}|c.all|between",
                "{\"any\": [{\"field\": \"SCALE\"}]}|c.any[0].in|between",
                "{\"field\": \"SCALE\", \"in\": [\"HUGE\"]}|c.in|one-of",
                "{\"field\": \"SCALE\", \"in\": [\"SMALL\"], \"min\": 1}|c|takes-in",
                "{\"field\": \"REGION\", \"in\": [\"3713\"]}|c.in|division",
                "{\"field\": \"AGE_MONTHS\"}|c|takes-range",
                "{\"field\": \"AGE_MONTHS\", \"in\": [\"1\"], \"min\": 1}|c|takes-range",
                "{\"field\": \"AGE_MONTHS\", \"min\": 9999}|c|out-of-range",
                "{\"field\": \"AGE_MONTHS\", \"atLeast\": {\"field\": \"EMPLOYEES\"}}|c|takes-range",
                "{\"field\": \"SCALE\", \"in\": [\"SMALL\"], \"atMost\": {\"field\": \"EMPLOYEES\"}}|c|takes-in",
                "{\"all\": [], \"atLeast\": {\"field\": \"EMPLOYEES\"}}|c|one-form",
                "{\"field\": \"TAX_YUAN\", \"min\": 1, \"atLeast\": {\"field\": \"REVENUE_YUAN\"}}|c|one-measure",
                "{\"field\": \"TAX_YUAN\", \"atLeast\": {\"field\": \"TAX_YUAN\"}}|c.atLeast.field|another-figure",
                "{\"field\": \"TAX_YUAN\", \"atLeast\": {\"field\": \"AGE_MONTHS\"}}|c.atLeast.field|another-figure",
                "{\"field\": \"TAX_YUAN\", \"atMost\": {\"factor\": 2}}|c.atMost.field|another-figure",
                "{\"field\": \"TAX_YUAN\", \"atLeast\": {\"field\": \"REVENUE_YUAN\", \"factor\": 0}}|c.atLeast.factor|factor-range",
                "{\"field\": \"TAX_YUAN\", \"atLeast\": {\"field\": \"REVENUE_YUAN\", \"factor\": -1}}|c.atLeast.factor|factor-range",
                "{\"field\": \"TAX_YUAN\", \"atMost\": {\"field\": \"REVENUE_YUAN\", \"factor\": 1000000.1}}|c.atMost.factor|factor-range",
                "{\"field\": \"TAX_YUAN\", \"atMost\": {\"field\": \"REVENUE_YUAN\", \"factor\": 0.0000001}}|c.atMost.factor|factor-range",
                "{\"field\": \"TAX_YUAN\", \"atLeast\": {\"field\": \"REVENUE_YUAN\", \"factor\": 2}, \"atMost\": {\"field\": \"REVENUE_YUAN\"}}|c|min-above-max",
                "{\"field\": \"TAX_YUAN\", \"min\": -1}|c|out-of-range",
                "{\"field\": \"TAX_YUAN\", \"min\": 2, \"max\": 1}|c|min-above-max",
                "{\"not\": {\"not\": {\"not\": {\"not\": {\"field\": \"SCALE\", \"in\": [\"SMALL\"]}}}}}|c.not.not.not.not|too-deep"
            })
    void aBadConditionIsNamedByItsPlace(String condition, String field, String code) {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> read(condition))
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.code()).isEqualTo(code);
                });
    }

    @Test
    void officersReadConditionsInWords() {
        var condition = read("""
                {"all": [{"field": "SCALE", "in": ["SMALL", "MICRO"]}, {"field": "AGE_MONTHS", "min": 6, "max": 36},
                         {"not": {"field": "CREDIT", "in": ["D"]}}]}""");
        assertThat(ConditionWords.zh(condition)).isEqualTo("企业规模为小型、微型，且成立月数不少于6，不超过36，且不符合：信用等级为D");
        assertThat(ConditionWords.en(condition))
                .isEqualTo("size is small, micro, and months since establishment at least 6, at most 36,"
                        + " and not: credit grade is D");
    }

    @Test
    void officersReadComparisonsInWords() {
        var condition = read("""
                {"all": [{"field": "EMPLOYEES", "atLeast": {"field": "EMPLOYEES_LAST_YEAR"}},
                         {"field": "RESEARCH_YUAN", "atLeast": {"field": "REVENUE_YUAN", "factor": 0.030},
                          "atMost": {"field": "RESEARCH_LAST_YEAR_YUAN", "factor": 2.5}}]}""");
        assertThat(ConditionWords.zh(condition)).isEqualTo("从业人数不少于上年从业人数，且年研发投入（元）不少于年营业收入（元）的3%，不超过上年研发投入（元）的2.5倍");
        assertThat(ConditionWords.en(condition))
                .isEqualTo(
                        "employees at least employees in the year before, and research spending in the year in yuan"
                                + " at least 3 % of yearly revenue in yuan, at most 2.5 times research spending in the year before in yuan");
    }
}
