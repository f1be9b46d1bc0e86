package onestop.evaluation.indicators;

import static onestop.evaluation.Hall.Steps.bad;
import static onestop.evaluation.Hall.Steps.good;
import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.manager;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.ChangeUnit;
import onestop.evaluation.counting.Reconciliation;
import onestop.evaluation.counting.Standing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What raters say in the two sets of dimensions, added up. */
@WholeService
class DimensionsIT {
    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ChangeStanding standings;

    @Autowired
    ChangeUnit units;

    @Autowired
    Reconciliation reconciliation;

    private String unit = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
    }

    @Test
    void whereNobodyAnsweredNothingIsClaimed() {
        rate("PC", Map.of());

        var figures = figures("UNIT", unit, "");

        Contracts.assertAnswer("DimensionFigures", figures);
        assertThat(online(figures, "EFFICIENCY").path("answers").asLong()).isZero();
        assertThat(online(figures, "EFFICIENCY").path("goodRate").path("ratio").isNull())
                .isTrue();
        assertThat(figures.path("sets").get(0).path("overall").path("answers").asLong())
                .as("the whole was rated")
                .isEqualTo(1);
        assertThat(figures.path("sets")
                        .get(1)
                        .path("overall")
                        .path("score")
                        .path("ratio")
                        .isNull())
                .as("nobody rated in a hall")
                .isTrue();
    }

    @Test
    void eachSetCountsItsOwnChannelsAndEachDimensionItsOwnAnswers() {
        rate("PC", Map.of("EFFICIENCY", "VERY_SATISFIED", "CONVENIENCE", "DISSATISFIED"));
        rate("MOBILE", Map.of("EFFICIENCY", "BASICALLY_SATISFIED"));
        rate("HALL_TERMINAL", Map.of("SERVICE_ATTITUDE", "SATISFIED"));

        var figures = figures("UNIT", unit, "");

        Contracts.assertAnswer("DimensionFigures", figures);
        assertThat(figures.path("sets").get(0).path("dimensions").findValuesAsString("dimension"))
                .containsExactly("EFFICIENCY", "GUIDE_ACCURACY", "CONVENIENCE", "PLATFORM_OPERABILITY");
        assertThat(figures.path("sets").get(1).path("dimensions").findValuesAsString("dimension"))
                .containsExactly("SERVICE_EFFICIENCY", "SERVICE_LEVEL", "SERVICE_ATTITUDE");
        assertShare(online(figures, "EFFICIENCY").path("goodRate"), 2, 2);
        assertShare(online(figures, "EFFICIENCY").path("score"), 10 + 6, 2);
        assertShare(online(figures, "CONVENIENCE").path("goodRate"), 0, 1);
        assertShare(inHall(figures, "SERVICE_ATTITUDE").path("score"), 8, 1);
        assertShare(figures.path("sets").get(0).path("overall").path("goodRate"), 2, 2);
        assertShare(figures.path("sets").get(1).path("overall").path("goodRate"), 1, 1);
        assertThat(open("slice=UNIT&key=" + unit).path("sets")).isEqualTo(figures.path("sets"));
    }

    @Test
    void anyPeriodAndEverySliceHasThem() {
        clock.setTo("2026-02-10");
        rate("PC", Map.of("EFFICIENCY", "SATISFIED"));
        clock.setTo("2026-03-05");
        long county = online(figures("COUNTY", null, ""), "EFFICIENCY")
                .path("answers")
                .asLong();
        long channel = online(figures("CHANNEL", "PC", ""), "EFFICIENCY")
                .path("answers")
                .asLong();
        long item = online(figures("ITEM", "PKG-BG-MC", ""), "EFFICIENCY")
                .path("answers")
                .asLong();
        rate("PC", Map.of("EFFICIENCY", "SATISFIED"));

        for (var days : List.of(
                "from=2026-02-01&to=2026-02-28:1",
                "from=2026-02-10&to=2026-02-10:1",
                "from=2026-02-11&to=2026-03-04:0",
                "from=2026-02-11&to=2026-03-05:1",
                "from=2026-01-01&to=2026-03-31:2",
                "from=2025-06-17&to=2026-03-04:1")) {
            var asked = days.split(":");
            assertThat(online(figures("UNIT", unit, "&" + asked[0]), "EFFICIENCY")
                            .path("answers")
                            .asInt())
                    .as(days)
                    .isEqualTo(Integer.parseInt(asked[1]));
        }
        assertThat(online(figures("COUNTY", null, ""), "EFFICIENCY")
                        .path("answers")
                        .asLong())
                .isEqualTo(county + 1);
        assertThat(online(figures("CHANNEL", "PC", ""), "EFFICIENCY")
                        .path("answers")
                        .asLong())
                .isEqualTo(channel + 1);
        assertThat(online(figures("ITEM", "PKG-BG-MC", ""), "EFFICIENCY")
                        .path("answers")
                        .asLong())
                .isEqualTo(item + 1);
    }

    @Test
    void whatIsSetAsideIsNotInThemUntilItIsClearedAndGoesWithItsUnit() {
        var rating = rate("PC", Map.of("EFFICIENCY", "VERY_DISSATISFIED"));
        var other = newUnit();

        move(rating, Standing.SUSPECT);
        assertShare(online(figures("UNIT", unit, ""), "EFFICIENCY").path("goodRate"), 0, 0);
        move(rating, Standing.COUNTED);
        assertShare(online(figures("UNIT", unit, ""), "EFFICIENCY").path("goodRate"), 0, 1);

        transaction.executeWithoutResult(_ -> units.move(rating, other, "supervisor", clock.instant()));
        assertShare(online(figures("UNIT", unit, ""), "EFFICIENCY").path("goodRate"), 0, 0);
        assertShare(online(figures("UNIT", other, ""), "EFFICIENCY").path("goodRate"), 0, 1);
        move(rating, Standing.INVALIDATED);
        assertShare(online(figures("UNIT", other, ""), "EFFICIENCY").path("goodRate"), 0, 0);
        assertAgree();
    }

    @Test
    void aFollowUpIsNotInThem() {
        var order = bad(steps.invitation(unit), false);
        var rated = json(steps.rate(with(order, Map.of("EFFICIENCY", "DISSATISFIED"))));
        var rectification = rated.path("rectification").path("rectificationId").asString();
        for (var step : List.of("contact:{}", "confirmation:{}", "rectification:{\"result\":\"已整改\"}")) {
            var at = step.indexOf(':');
            assertThat(steps.put(
                            UUID.fromString(rectification),
                            step.substring(0, at),
                            step.substring(at + 1),
                            manager(unit)))
                    .hasStatus(200);
        }

        assertThat(steps.post(
                        "/api/evaluation/ratings/" + rated.path("ratingId").asString() + "/follow-up",
                        "{\"level\":\"VERY_SATISFIED\",\"channel\":\"PC\",\"dimensions\":{\"EFFICIENCY\":\"VERY_SATISFIED\"}}",
                        Hall.APPLICANT,
                        UUID.randomUUID().toString()))
                .hasStatus(201);

        assertShare(online(figures("UNIT", unit, ""), "EFFICIENCY").path("goodRate"), 0, 1);
    }

    @Test
    void thirtyRatersAtTheSameMomentAreAllInThem() throws Exception {
        var invitations =
                IntStream.range(0, 30).mapToObj(_ -> steps.invitation(unit)).toList();
        try (var threads = Executors.newFixedThreadPool(10)) {
            var all = threads.invokeAll(invitations.stream()
                    .map(invitation -> (Callable<Integer>) () -> steps.ratePatiently(with(
                                    good(invitation), Map.of("EFFICIENCY", "SATISFIED", "CONVENIENCE", "SATISFIED")))
                            .getResponse()
                            .getStatus())
                    .toList());
            for (var one : all) {
                assertThat(one.get()).isEqualTo(201);
            }
        }

        long counted = jdbc.sql("SELECT count(*) FROM rating WHERE unit = ? AND standing = 'COUNTED'")
                .param(unit)
                .query(Long.class)
                .single();
        assertThat(online(figures("UNIT", unit, ""), "CONVENIENCE")
                        .path("answers")
                        .asLong())
                .isEqualTo(counted);
        assertAgree();
    }

    @Test
    void theRecountFindsWhatIsNotSo() {
        rate("PC", Map.of("EFFICIENCY", "SATISFIED"));
        var tamper = "UPDATE dimension_tally SET satisfied = satisfied + ? WHERE slice = 'UNIT' AND key = ?";
        jdbc.sql(tamper).params(1, unit).update();
        try {
            var recount = json(steps.get("/api/evaluation/reconciliation?from=2026-03-01&to=2026-03-31", Hall.AUDITOR));
            Contracts.assertAnswer("Reconciliation", recount);
            assertThat(recount.path("agrees").asBoolean()).isFalse();
            assertThat(recount.path("differences").findValuesAsString("span"))
                    .containsExactly("DIMENSION_DAY", "DIMENSION_MONTH");
            assertThat(recount.path("differences").findValuesAsString("part")).containsOnly("EFFICIENCY");
        } finally {
            jdbc.sql(tamper).params(-1, unit).update();
        }
        assertAgree();
    }

    @ParameterizedTest
    @CsvSource({"slice=UNIT,required", "key=XZSP,key-of-no-slice", "slice=GALAXY&key=M31,one-of"})
    void whatIsAskedForIsWhole(String query, String rule) {
        for (var path : List.of("indicators/dimensions?", "public/indicators/dimensions?")) {
            var refused = steps.get("/api/evaluation/" + path + query, Hall.SUPERVISOR);

            assertThat(refused).hasStatus(400);
            assertThat(json(refused).path("errors").get(0).path("code").asString())
                    .isEqualTo(rule);
        }
    }

    @Test
    void thoseOfAnOfficerAreForTheOfficerTheManagerAndTheSupervisors() {
        var path = "/api/evaluation/indicators/dimensions?slice=OFFICER&key=o-" + unit;

        assertThat(steps.get(path, Hall.SUPERVISOR)).hasStatus(200);
        assertThat(steps.get(path, manager(unit))).hasStatus(403);
        assertThat(mvc.get()
                        .uri("/api/evaluation/public/indicators/dimensions?slice=OFFICER&key=o-" + unit)
                        .exchange())
                .hasStatus(400);
    }

    private UUID rate(String channel, Map<String, String> dimensions) {
        var rating = new HashMap<>(with(good(steps.invitation(unit)), dimensions));
        rating.put("channel", channel);
        var answer = steps.rate(rating);
        assertThat(answer).hasStatus(201);
        return UUID.fromString(json(answer).path("ratingId").asString());
    }

    private static Map<String, Object> with(Map<String, Object> rating, Map<String, String> dimensions) {
        var all = new HashMap<>(rating);
        all.put("dimensions", dimensions);
        return all;
    }

    private void move(UUID rating, Standing to) {
        transaction.executeWithoutResult(
                _ -> standings.move(List.of(rating), to, "TRIED_OUT", "supervisor", clock.instant()));
    }

    private void assertAgree() {
        assertThat(reconciliation.dimensionDifferences(
                        LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), 10))
                .isEmpty();
    }

    private JsonNode figures(String slice, @Nullable String key, String more) {
        var answer = steps.get(
                "/api/evaluation/indicators/dimensions?slice=" + slice + (key == null ? "" : "&key=" + key) + more,
                Hall.SUPERVISOR);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    private JsonNode open(String query) {
        return json(mvc.get()
                .uri("/api/evaluation/public/indicators/dimensions?" + query)
                .exchange());
    }

    private static JsonNode online(JsonNode figures, String dimension) {
        return of(figures.path("sets").get(0), dimension);
    }

    private static JsonNode inHall(JsonNode figures, String dimension) {
        return of(figures.path("sets").get(1), dimension);
    }

    private static JsonNode of(JsonNode set, String dimension) {
        for (var one : set.path("dimensions")) {
            if (one.path("dimension").asString().equals(dimension)) {
                return one;
            }
        }
        throw new AssertionError(dimension + " is not in " + set);
    }

    private static void assertShare(JsonNode share, long numerator, long denominator) {
        assertThat(share.path("numerator").asLong()).isEqualTo(numerator);
        assertThat(share.path("denominator").asLong()).isEqualTo(denominator);
        assertThat(share.path("ratio").isNull()).isEqualTo(denominator == 0);
    }
}
