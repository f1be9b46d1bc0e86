package onestop.evaluation.indicators;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.scale.Slice;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures of every slice, rankings and publications, over ratings that a partner hands over. */
@WholeService
class SlicesIT {
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    private String unit = "";
    private String run = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        run = unit.toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Slice.class,
            names = {"UNIT", "ITEM", "WINDOW", "OFFICER", "TOWN"})
    void everySliceHasItsOwnFigures(Slice slice) {
        rate("a", "VERY_SATISFIED", 3, "2026-03-04");
        rate("a", "DISSATISFIED", 1, "2026-03-04");
        rate("b", "SATISFIED", 2, "2026-03-05");
        var key = slice == Slice.UNIT ? unit : "a-" + run;
        rectify();

        var figures = figures(slice, key, "", Hall.SUPERVISOR);

        Contracts.assertAnswer("Indicators", figures);
        int all = slice == Slice.UNIT ? 6 : 4;
        assertThat(figures.path("ratings").asInt()).isEqualTo(all);
        assertShare(figures, "badRate", 1, all);
        assertShare(figures, "rectificationRate", 1, 1);
        assertShare(figures, "onTimeRectificationRate", 1, 1);
        assertThat(figures.path("byChannel").path("PHONE").asInt()).isEqualTo(all);
        var nothing = figures(slice, key, "&from=2026-02-01&to=2026-03-03", Hall.SUPERVISOR);
        assertThat(nothing.path("ratings").asInt()).isZero();
        assertThat(nothing.path("goodRate").path("ratio").isNull()).isTrue();
        assertThat(nothing.path("rectificationRate").path("ratio").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"REGION_LEVEL,VILLAGE", "CHANNEL,PHONE", "COUNTY,"})
    void aLevelAChannelAndTheCountyGrowByWhatIsRated(Slice slice, @org.jspecify.annotations.Nullable String key) {
        long before = figures(slice, key, "", Hall.SUPERVISOR).path("ratings").asLong();

        rate("a", "VERY_SATISFIED", 3, "2026-03-04");

        assertThat(figures(slice, key, "", Hall.SUPERVISOR).path("ratings").asLong())
                .isEqualTo(before + 3);
    }

    @Test
    void anOfficersFiguresAreReadByTheOfficerTheOwnManagerAndTheSupervisors() {
        rate("a", "VERY_SATISFIED", 1, "2026-03-04");
        var path = "/api/evaluation/indicators?slice=OFFICER&key=a-" + run;

        assertThat(steps.get(path, TestTokens.of("a-" + run, Role.WINDOW))).hasStatus(200);
        assertThat(steps.get(path, Hall.manager(unit))).hasStatus(200);
        assertThat(steps.get(path, Hall.AUDITOR)).hasStatus(200);
        for (var other : List.of(Hall.manager(newUnit()), TestTokens.of("b-" + run, Role.WINDOW), Hall.OPS)) {
            var refused = steps.get(path, other);
            assertThat(refused).hasStatus(403);
            assertThat(problem(refused)).isEqualTo("not-your-officer");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "slice=UNIT,required",
        "slice=COUNTY&key=XZSP,key-of-no-slice",
        "key=XZSP,key-of-no-slice",
        "unit=XZSP&slice=UNIT&key=XZSP,unit-or-slice",
        "slice=GALAXY&key=M31,one-of",
    })
    void whatIsAskedForIsWhole(String query, String rule) {
        var refused = steps.get("/api/evaluation/indicators?" + query, Hall.SUPERVISOR);

        assertThat(refused).hasStatus(400);
        assertThat(json(refused).path("errors").get(0).path("code").asString()).isEqualTo(rule);
    }

    @Test
    void threeDelightedPeopleDoNotBeatThreeThousand() {
        rate("few", "VERY_SATISFIED", 12, "2026-03-04");
        rate("many", "VERY_SATISFIED", 900, "2026-03-04");
        rate("many", "SATISFIED", 8, "2026-03-04");
        rate("bad", "DISSATISFIED", 20, "2026-03-04");
        rate("three", "VERY_SATISFIED", 3, "2026-03-04");

        var ranked = ranking("OFFICER", "", Hall.manager(unit));

        Contracts.assertAnswer("RankPage", ranked);
        assertThat(ranked.path("items").findValuesAsString("key"))
                .containsExactly("many-" + run, "few-" + run, "bad-" + run);
        assertThat(ranked.path("items").findValuesAsString("rank")).containsExactly("1", "2", "3");
        var withFew = ranking("OFFICER", "&minimum=1", Hall.manager(unit));
        assertThat(withFew.path("items").findValuesAsString("key"))
                .containsExactly("many-" + run, "few-" + run, "three-" + run, "bad-" + run);
        assertThat(withFew.path("items").get(2).path("shrunkenScore").asDouble())
                .isBetween(43.8, 43.9); // 3 of 3: the interval's lower end is 43.85
    }

    @Test
    void aRankingIsReadInPagesWithoutGapsAndEqualScoresShareARank() {
        for (int i = 0; i < 7; i++) {
            rate("o" + i, i < 3 ? "VERY_SATISFIED" : "SATISFIED", 10, "2026-03-04");
        }

        var all = steps.pages("/api/evaluation/rankings?slice=OFFICER&from=2026-03-01", 2, Hall.manager(unit));

        assertThat(all)
                .extracting(row -> row.path("key").asString())
                .containsExactly(
                        "o0-" + run, "o1-" + run, "o2-" + run, "o3-" + run, "o4-" + run, "o5-" + run, "o6-" + run);
        assertThat(all).extracting(row -> row.path("rank").asInt()).containsExactly(1, 1, 1, 4, 4, 4, 4);
    }

    @Test
    void officersAreRankedForTheirManagerAndTheSupervisorsOnly() {
        rate("a", "VERY_SATISFIED", 10, "2026-03-04");

        assertThat(ranking("OFFICER", "", Hall.manager(newUnit())).path("items"))
                .isEmpty();
        assertThat(steps.get("/api/evaluation/rankings?slice=OFFICER", TestTokens.of("clerk", Role.WINDOW)))
                .hasStatus(403);
        assertThat(steps.get("/api/evaluation/rankings?slice=OFFICER", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(steps.get("/api/evaluation/rankings?slice=CHANNEL", Hall.SUPERVISOR))
                .hasStatus(400);
    }

    @Test
    void theResultWeighsTheSetInForceAtTheEndOfThePeriod() {
        rate("a", "VERY_SATISFIED", 9, "2026-03-04");
        rate("a", "DISSATISFIED", 1, "2026-03-04");
        var before = ranking("ITEM", "&to=2026-03-05", Hall.SUPERVISOR);
        var mine = row(before, "a-" + run);
        // 50 x 90 % + 30 x 93 %, of 80: the one order is open and in time
        assertThat(mine.path("result").asDouble()).isEqualTo(91.125);

        var answer = post(
                "/api/evaluation/indicator-sets",
                Map.of(
                        "slice",
                        "ITEM",
                        "validFrom",
                        "2099-01-0" + (1 + Math.floorMod(run.hashCode(), 9)),
                        "weights",
                        Map.of("GOOD_RATE", 100)),
                Hall.SUPERVISOR);
        assertThat(answer).hasStatus(201);
        Contracts.assertAnswer("IndicatorSet", json(answer));

        assertThat(row(ranking("ITEM", "&to=2026-03-05", Hall.SUPERVISOR), "a-" + run))
                .isEqualTo(mine);
        assertThat(json(steps.get("/api/evaluation/indicator-sets", Hall.OPS)).path("items"))
                .contains(json(answer));
    }

    @Test
    void whatNobodyGaveIsNotActiveInASetThatAsksForIt() {
        var answer = post(
                "/api/evaluation/indicator-sets",
                Map.of("slice", "UNIT", "validFrom", "2098-01-01", "weights", Map.of("ACTIVE_RATE", 100)),
                Hall.SUPERVISOR);
        assertThat(answer).hasStatus(201);
        for (var tally : List.of("rating_tally", "rating_month_tally")) {
            jdbc.sql("""
                    INSERT INTO %s (slice, key, part, day, shard, very_satisfied, satisfied, basically_satisfied,
                           dissatisfied, very_dissatisfied, very_satisfied_pc, very_satisfied_system_default)
                    VALUES ('UNIT', :unit, '', '2098-02-01', 0, 10, 0, 0, 0, 0, 6, 4)
                    """.formatted(tally)).param("unit", unit).update();
        }
        try {
            var ranked = ranking("UNIT", "&from=2098-02-01&to=2098-02-28", Hall.SUPERVISOR);
            assertThat(row(ranked, unit).path("result").asDouble()).isEqualTo(60);
            assertThat(row(ranked, unit).path("ratings").asInt()).isEqualTo(10);
        } finally {
            jdbc.sql("DELETE FROM rating_tally WHERE key = ?").param(unit).update();
            jdbc.sql("DELETE FROM rating_month_tally WHERE key = ?").param(unit).update();
        }
    }

    @Test
    void questionsAndFilesOfSeveralItemsTakeNoPlaceAmongTheItems() {
        var stored = jdbc.sql("""
                INSERT INTO rating_tally (slice, key, part, day, shard, very_satisfied, satisfied, basically_satisfied,
                       dissatisfied, very_dissatisfied, very_satisfied_pc)
                SELECT 'ITEM', key, :unit, '2097-02-01', 0, 10, 0, 0, 0, 0, 10
                  FROM unnest(ARRAY['MIXED', 'CONSULTATION', 'XX-' || :unit]) AS k (key)
                """).param("unit", unit).update();
        assertThat(stored).isEqualTo(3);
        try {
            var ranked = ranking("ITEM", "&from=2097-02-01&to=2097-02-10", Hall.SUPERVISOR);

            assertThat(ranked.path("items").findValuesAsString("key")).containsExactly("XX-" + unit);
            assertThat(row(ranked, "XX-" + unit).path("rank").asInt()).isEqualTo(1);
            for (var key : List.of("MIXED", "CONSULTATION")) {
                assertThat(json(steps.get(
                                        "/api/evaluation/indicators?slice=ITEM&from=2097-02-01&to=2097-02-10&key="
                                                + key,
                                        Hall.SUPERVISOR))
                                .path("ratings")
                                .asInt())
                        .isEqualTo(10);
            }
        } finally {
            jdbc.sql("DELETE FROM rating_tally WHERE slice = 'ITEM' AND part = ? AND day = '2097-02-01'")
                    .param(unit)
                    .update();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"slice\":\"ITEM\",\"validFrom\":\"2026-03-05\",\"weights\":{\"GOOD_RATE\":100}}|from-tomorrow-on",
                "{\"slice\":\"ITEM\",\"validFrom\":\"2099-03-06\",\"weights\":{\"GOOD_RATE\":99}}|weights-add-up",
                "{\"slice\":\"ITEM\",\"validFrom\":\"2099-03-06\",\"weights\":{\"GOOD_RATE\":100,\"SCORE\":0}}|weights-add-up",
                "{\"slice\":\"ITEM\",\"validFrom\":\"2099-03-06\",\"weights\":{\"GOOD_RATE\":2147483647,\"SCORE\":2147483647,\"ACTIVE_RATE\":102}}|weights-add-up",
                "{\"slice\":\"TOWN\",\"validFrom\":\"2099-03-06\",\"weights\":{\"GOOD_RATE\":100}}|one-of",
            })
    void weightsThatDoNotHoldAreRefused(String body, String rule) {
        var refused = steps.post(
                "/api/evaluation/indicator-sets",
                body,
                Hall.SUPERVISOR,
                UUID.randomUUID().toString());

        assertThat(refused).hasStatus(400);
        assertThat(json(refused).path("errors").get(0).path("code").asString()).isEqualTo(rule);
    }

    @Test
    void whatWasPublishedStaysAsItWasPublished() {
        jdbc.sql(
                        "ALTER TABLE publication DISABLE TRIGGER USER; ALTER TABLE published_rank DISABLE TRIGGER USER;"
                                + " DELETE FROM published_rank; DELETE FROM publication;"
                                + " ALTER TABLE publication ENABLE TRIGGER USER; ALTER TABLE published_rank ENABLE TRIGGER USER")
                .update();
        rate("a", "VERY_SATISFIED", 10, "2026-02-10");
        var tooEarly = publish("UNIT", "2026-03");
        assertThat(tooEarly).hasStatus(409);
        assertThat(problem(tooEarly)).isEqualTo("period-not-over");

        var published = publish("UNIT", "2026-02");
        assertThat(published).hasStatus(201);
        Contracts.assertAnswer("Publication", json(published));
        var path = String.valueOf(published.getResponse().getHeader("Location"));
        var before = open(path);
        Contracts.assertAnswer("PublishedRanking", before);
        var mine = row(before, unit);
        assertThat(mine.path("ratings").asInt()).isEqualTo(10);
        assertThat(mine.path("nameZh").asString()).isEqualTo("某局");
        assertThat(mine.path("nameEn").asString()).isEqualTo("A bureau");
        var items = publish("ITEM", "2026-02");
        var ofItems = String.valueOf(items.getResponse().getHeader("Location"));
        var item = row(open(ofItems), "a-" + run);
        assertThat(item.path("nameZh").asString()).isEqualTo("某事项");

        // renamed, in a reform, and said so again
        steps.tell(
                "catalogue",
                steps.event(
                        "onestop.intake.catalogue.unit-published.v1",
                        "unit:" + unit,
                        2,
                        "{\"key\":\"%s\",\"nameZh\":\"新局\",\"nameEn\":\"A new bureau\",\"version\":2}".formatted(unit)),
                steps.event(
                        "onestop.intake.catalogue.item-published.v1",
                        "item:a-" + run,
                        2,
                        "{\"code\":\"%s\",\"nameZh\":\"新事项\",\"nameEn\":\"A new item\",\"unit\":\"%s\",\"version\":2}"
                                .formatted("a-" + run, unit)));
        assertThat(row(open(ofItems), "a-" + run)).isEqualTo(item);
        rate("a", "VERY_DISSATISFIED", 10, "2026-02-11");
        assertThat(row(open(path), unit)).isEqualTo(mine);
        assertThat(row(ranking("UNIT", "&from=2026-02-01&to=2026-02-28", Hall.SUPERVISOR), unit)
                        .path("ratings")
                        .asInt())
                .isEqualTo(20);
        var again = publish("UNIT", "2026-02");
        assertThat(again).hasStatus(409);
        assertThat(problem(again)).isEqualTo("already-published");
        for (var tamper : List.of(
                "UPDATE published_rank SET rank = 1",
                "DELETE FROM published_rank",
                "DELETE FROM publication",
                "TRUNCATE published_rank")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> jdbc.sql(tamper).update())
                    .hasMessageContaining("stays as it was published");
        }

        // a year, and officers, whom the public does not see
        assertThat(publish("UNIT", "2025")).hasStatus(201);
        var officers = publish("OFFICER", "2026-02");
        assertThat(officers).hasStatus(201);
        var ofOfficers = String.valueOf(officers.getResponse().getHeader("Location"));
        assertThat(mvc.get().uri(ofOfficers).exchange()).hasStatus(404);
        assertThat(steps.get(ofOfficers, Hall.APPLICANT)).hasStatus(404);
        assertThat(steps.get(ofOfficers, Hall.AUDITOR)).hasStatus(200);
        var list = open("/api/evaluation/public/rankings");
        Contracts.assertAnswer("PublicationPage", list);
        assertThat(list.path("items").findValuesAsString("slice"))
                .containsOnly("UNIT", "ITEM")
                .hasSize(3);
        assertThat(json(steps.get("/api/evaluation/public/rankings", Hall.SUPERVISOR))
                        .path("items"))
                .hasSize(4);
    }

    @Test
    void everybodyReadsFiguresOfUnitsAndNobodyThoseOfPersons() {
        rate("a", "VERY_SATISFIED", 2, "2026-03-04");

        var figures = open("/api/evaluation/public/indicators?slice=UNIT&key=" + unit);
        Contracts.assertAnswer("Indicators", figures);
        assertThat(figures.path("ratings").asInt()).isEqualTo(2);
        assertThat(open("/api/evaluation/public/indicators").path("ratings").asInt())
                .isGreaterThanOrEqualTo(2);
        assertThat(mvc.get()
                        .uri("/api/evaluation/public/indicators?slice=OFFICER&key=a-" + run)
                        .exchange())
                .hasStatus(400);
        assertThat(steps.get("/api/evaluation/public/indicators?slice=OFFICER&key=a-" + run, Hall.SUPERVISOR))
                .hasStatus(400);
    }

    @Test
    void theAuditorsRecountAgreesAndFindsWhatDoesNot() {
        rate("a", "VERY_SATISFIED", 5, "2026-01-20");
        rate("a", "DISSATISFIED", 1, "2026-01-20");
        var path = "/api/evaluation/reconciliation?from=2026-01-01&to=2026-01-31";

        var good = json(steps.get(path, Hall.AUDITOR));

        Contracts.assertAnswer("Reconciliation", good);
        assertThat(good.path("agrees").asBoolean()).isTrue();
        assertThat(good.path("counted").asLong())
                .isGreaterThanOrEqualTo(6)
                .isEqualTo(good.path("stored").path("effective").asLong());
        assertThat(steps.get(path, Hall.manager(unit))).hasStatus(403);
        assertThat(steps.get("/api/evaluation/reconciliation?from=2025-10-30&to=2026-01-31", Hall.AUDITOR))
                .hasStatus(400);
        assertThat(steps.get("/api/evaluation/reconciliation?from=2025-10-31&to=2026-01-31", Hall.AUDITOR))
                .hasStatus(200);

        tamper(1);
        try {
            var bad = json(steps.get(path, Hall.AUDITOR));
            assertThat(bad.path("agrees").asBoolean()).isFalse();
            Contracts.assertAnswer("Reconciliation", bad);
            assertThat(bad.path("differences").findValuesAsString("span"))
                    .as("the day is not what the ratings say, and the month not what its days say")
                    .containsExactly("DAY", "MONTH");
            assertThat(bad.path("differences").findValuesAsString("key")).containsOnly(unit);
        } finally {
            tamper(-1);
        }
        assertThat(json(steps.get(path, Hall.AUDITOR)).path("agrees").asBoolean())
                .isTrue();
    }

    @Test
    void theRecountFindsCoverageThatIsNotSo() {
        clock.setTo("2026-03-05");
        assertThat(steps.rate(Hall.Steps.good(steps.invitation(unit)))).hasStatus(201);
        steps.invitation(unit);
        var path = "/api/evaluation/reconciliation?from=2026-03-05&to=2026-03-05";
        assertThat(ofCoverage(path)).isEmpty();
        var tampers = List.of(
                "UPDATE service_tally SET invited = invited + ? WHERE unit = '%1$s' AND shard = (SELECT min(shard) FROM service_tally WHERE unit = '%1$s')",
                "UPDATE service_count SET invited = invited + ? WHERE unit = '%1$s'",
                "UPDATE service_slice_tally SET rated = rated + ? WHERE (slice, key, day, shard) IN (SELECT slice, key, day, shard FROM service_slice_tally WHERE slice = 'CHANNEL' AND key = 'PC' AND day = '2026-03-05' ORDER BY shard LIMIT 1)");

        for (var tamper : tampers) {
            var sql = tamper.formatted(unit);
            assertThat(jdbc.sql(sql).param(1).update()).isEqualTo(1);
            try {
                var recount = json(steps.get(path, Hall.AUDITOR));
                Contracts.assertAnswer("Reconciliation", recount);
                assertThat(recount.path("agrees").asBoolean()).isFalse();
                assertThat(ofCoverage(path)).hasSize(1);
            } finally {
                jdbc.sql(sql).param(-1).update();
            }
        }
        assertThat(ofCoverage(path)).isEmpty();
    }

    /** What differs of this unit, or of the channel in which it was rated. */
    private List<String> ofCoverage(String path) {
        return json(steps.get(path, Hall.AUDITOR))
                .path("differences")
                .valueStream()
                .filter(one -> one.path("span").asString().equals("COVERAGE"))
                .filter(one -> one.path("key").asString().equals(unit)
                        || one.path("part").asString().equals(unit)
                        || one.path("slice").asString().equals("CHANNEL"))
                .map(one -> one.path("slice").asString())
                .toList();
    }

    private void tamper(int by) {
        jdbc.sql(
                        "UPDATE rating_tally SET satisfied = satisfied + ? WHERE slice = 'UNIT' AND key = ? AND day = '2026-01-20'")
                .params(by, unit)
                .update();
    }

    private void rectify() {
        var order = jdbc.sql("SELECT id FROM rectification WHERE unit = ?")
                .param(unit)
                .query(UUID.class)
                .single();
        var manager = Hall.manager(unit);
        assertThat(steps.put(order, "contact", "{}", manager)).hasStatus(200);
        assertThat(steps.put(order, "confirmation", "{}", manager)).hasStatus(200);
        assertThat(steps.put(order, "rectification", "{\"result\":\"已整改\"}", manager))
                .hasStatus(200);
    }

    /** So many ratings of the unit; place is the item, the window, the officer and the town. */
    private void rate(String place, String level, int times, String day) {
        steps.inTheCatalogue(unit, place + "-" + run);
        var bad = level.endsWith("DISSATISFIED");
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < times; i++) {
            rows.add(Map.ofEntries(
                    Map.entry("source", "TOWN_CENTRE"),
                    Map.entry("number", UUID.randomUUID().toString()),
                    Map.entry("unit", unit),
                    Map.entry("item", place + "-" + run),
                    Map.entry("window", place + "-" + run),
                    Map.entry("officer", place + "-" + run),
                    Map.entry("town", place + "-" + run),
                    Map.entry("regionLevel", "VILLAGE"),
                    Map.entry("level", level),
                    Map.entry("text", bad ? "时间太长" : "好"),
                    Map.entry("channel", "PHONE"),
                    Map.entry("ratedAt", day + "T09:00:00+08:00")));
        }
        var answer = post("/api/evaluation/rating-batches", Map.of("ratings", rows), PARTNER);
        assertThat(answer).hasStatus(200);
        assertThat(json(answer).path("taken").asInt()).isEqualTo(times);
    }

    private MvcTestResult publish(String slice, String period) {
        return post("/api/evaluation/publications", Map.of("slice", slice, "period", period), Hall.SUPERVISOR);
    }

    private MvcTestResult post(String path, Map<String, Object> body, String token) {
        return steps.post(
                path,
                JsonMapper.shared().writeValueAsString(body),
                token,
                UUID.randomUUID().toString());
    }

    private JsonNode open(String path) {
        var answer = mvc.get()
                .uri(path + (path.contains("?") ? "&" : "?") + "limit=200")
                .exchange();
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    private JsonNode figures(Slice slice, @org.jspecify.annotations.Nullable String key, String more, String token) {
        var answer = steps.get(
                "/api/evaluation/indicators?slice=" + slice + (key == null ? "" : "&key=" + key) + more, token);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    private JsonNode ranking(String slice, String more, String token) {
        var answer = steps.get("/api/evaluation/rankings?limit=200&slice=" + slice + more, token);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    private static JsonNode row(JsonNode page, String key) {
        for (var row : page.path("items")) {
            if (row.path("key").asString().equals(key)) {
                return row;
            }
        }
        throw new AssertionError(key + " is not in " + page);
    }

    private static void assertShare(JsonNode figures, String name, long numerator, long denominator) {
        assertThat(figures.path(name).path("numerator").asLong()).as(name).isEqualTo(numerator);
        assertThat(figures.path(name).path("denominator").asLong()).as(name).isEqualTo(denominator);
    }
}
