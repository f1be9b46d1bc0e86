package onestop.appeal.policies;

import static onestop.appeal.enterprises.EnterpriseExamples.anEnterprise;
import static onestop.appeal.policies.ReadyCondition.FITS;
import static onestop.appeal.policies.ReadyCondition.MISSES;
import static onestop.appeal.policies.ReadyCondition.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import onestop.appeal.enterprises.EnterpriseExamples;
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
}
