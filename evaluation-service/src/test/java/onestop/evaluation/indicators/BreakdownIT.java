package onestop.evaluation.indicators;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Standing;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two slices together, held against the ratings that were handed over. */
@WholeService
class BreakdownIT {
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);
    private static final List<String> CHANNELS = List.of("PC", "MOBILE", "PHONE");
    private static final List<String> LEVELS = List.of("VERY_SATISFIED", "SATISFIED", "BASICALLY_SATISFIED");

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ChangeStanding standings;

    @Autowired
    TransactionTemplate transaction;

    private final Random random = new Random(20260305);
    private final List<Map<String, Object>> given = new ArrayList<>();
    private String unit = "";
    private String other = "";
    private String run = "";

    @BeforeEach
    void ratingsOfTwoUnitsOverFourMonths() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        other = newUnit();
        run = unit.toLowerCase(Locale.ROOT);
        steps.inTheCatalogue(unit, "a-" + run, "b-" + run, "c-" + run);
        steps.inTheCatalogue(other);
        for (int i = 0; i < 600; i++) {
            given.add(rating());
        }
        steps.post(
                "/api/evaluation/rating-batches",
                JsonMapper.shared().writeValueAsString(Map.of("ratings", given)),
                PARTNER,
                UUID.randomUUID().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-01,2026-02-28",
        "2025-12-10,2026-02-03",
        "2025-12-20,2026-02-20",
        "2026-01-05,2026-01-25",
        "2026-01-31,2026-01-31"
    })
    void aUnitsItemsByChannelAreExactOverAnyPeriod(LocalDate from, LocalDate to) {
        var page = breakdown("UNIT", unit, "ITEM", from, to);

        Contracts.assertAnswer("BreakdownPage", page);
        assertThat(page.path("items")).isNotEmpty();
        for (var item : List.of("a-" + run, "b-" + run, "c-" + run)) {
            for (var channel : CHANNELS) {
                for (var level : LEVELS) {
                    assertThat(line(page, item)
                                    .path("byChannel")
                                    .path(channel)
                                    .path(level)
                                    .asLong())
                            .as("%s %s %s", item, channel, level)
                            .isEqualTo(expected(
                                    from, to, Map.of("unit", unit, "item", item, "channel", channel, "level", level)));
                }
            }
            assertThat(line(page, item).path("ratings").asLong())
                    .isEqualTo(expected(from, to, Map.of("unit", unit, "item", item)));
        }
    }

    @ParameterizedTest
    @CsvSource({"ITEM,a,UNIT", "ITEM,a,TOWN", "TOWN,t1,ITEM", "ITEM,b,CHANNEL", "WINDOW,w,CHANNEL", "OFFICER,o,CHANNEL"
    })
    void eachCrossingCountsWhatBelongsToBoth(String slice, String key, String by) {
        var from = LocalDate.parse("2025-12-07");
        var to = LocalDate.parse("2026-02-19");

        var page = breakdown(slice, key + "-" + run, by, from, to);

        var ofSlice = slice.toLowerCase(Locale.ROOT);
        var field = by.toLowerCase(Locale.ROOT);
        var keys = given.stream()
                .map(rating -> String.valueOf(rating.get(field)))
                .filter(k -> !k.equals("null"))
                .distinct()
                .sorted()
                .toList();
        long found = 0;
        for (var crossed : keys) {
            long expected = expected(from, to, Map.of(ofSlice, key + "-" + run, field, crossed));
            assertThat(line(page, crossed).path("ratings").asLong()).as(crossed).isEqualTo(expected);
            found += expected;
        }
        assertThat(found).isPositive();
        long sum = 0;
        for (var item : page.path("items")) {
            sum += item.path("ratings").asLong();
        }
        assertThat(sum).isEqualTo(found);
    }

    @Test
    void whatIsSetAsideIsInNoCrossing() {
        var aside = jdbc.sql("""
                        SELECT id FROM rating
                         WHERE unit = ? AND item = ? AND town = ? AND rated_on BETWEEN '2025-12-01' AND '2026-02-28'
                        """)
                .params(unit, "a-" + run, "t1-" + run)
                .query((row, _) -> UUID.fromString(row.getString(1)))
                .list();
        assertThat(aside).isNotEmpty();
        var from = LocalDate.parse("2025-12-01");
        var to = LocalDate.parse("2026-02-28");
        long ofTown = line(breakdown("ITEM", "a-" + run, "TOWN", from, to), "t1-" + run)
                .path("ratings")
                .asLong();
        long ofUnit = line(breakdown("UNIT", unit, "ITEM", from, to), "a-" + run)
                .path("ratings")
                .asLong();

        transaction.executeWithoutResult(
                _ -> standings.move(aside, Standing.SUSPECT, "SAME_DEVICE", null, clock.instant()));

        assertThat(line(breakdown("ITEM", "a-" + run, "TOWN", from, to), "t1-" + run)
                        .path("ratings")
                        .asLong())
                .isEqualTo(ofTown - aside.size());
        assertThat(line(breakdown("UNIT", unit, "ITEM", from, to), "a-" + run)
                        .path("ratings")
                        .asLong())
                .isEqualTo(ofUnit - aside.size());
    }

    @Test
    void pagesFollowEachOtherByTheKey() {
        var keys = steps
                .pages(
                        "/api/evaluation/indicators/breakdown?slice=UNIT&key=" + unit + "&by=ITEM&from=2025-12-01",
                        2,
                        Hall.AUDITOR)
                .stream()
                .map(line -> line.path("key").asString())
                .toList();

        assertThat(keys).containsExactly("a-" + run, "b-" + run, "c-" + run);
    }

    @Test
    void onlyWhatCrossesIsAskedForAndOfficersAreNotForEverybody() {
        var path = "/api/evaluation/indicators/breakdown?key=x&slice=";
        assertThat(steps.get(path + "WINDOW&by=ITEM", Hall.SUPERVISOR)).hasStatus(400);
        assertThat(steps.get(path + "COUNTY&by=CHANNEL", Hall.SUPERVISOR)).hasStatus(400);
        assertThat(steps.get(path + "UNIT&by=ITEM", Hall.APPLICANT)).hasStatus(403);
        var refused = steps.get(
                "/api/evaluation/indicators/breakdown?slice=OFFICER&by=CHANNEL&key=o-" + run, Hall.manager(newUnit()));
        assertThat(refused).hasStatus(403);
        assertThat(problem(refused)).isEqualTo("not-your-officer");
        assertThat(steps.get(
                        "/api/evaluation/indicators/breakdown?slice=OFFICER&by=CHANNEL&key=o-" + run,
                        Hall.manager(unit)))
                .hasStatus(200);
    }

    private Map<String, Object> rating() {
        var rating = new java.util.HashMap<String, Object>(Map.of(
                "source",
                "TOWN_CENTRE",
                "number",
                UUID.randomUUID().toString(),
                "unit",
                random.nextInt(4) == 0 ? other : unit,
                "item",
                "abc".charAt(random.nextInt(3)) + "-" + run,
                "window",
                "w-" + run,
                "officer",
                "o-" + run,
                "level",
                LEVELS.get(random.nextInt(LEVELS.size())),
                "channel",
                CHANNELS.get(random.nextInt(CHANNELS.size())),
                "ratedAt",
                LocalDate.parse("2025-11-25").plusDays(random.nextInt(99)) + "T09:00:00+08:00"));
        if (random.nextBoolean()) {
            rating.put("town", "t" + random.nextInt(3) + "-" + run);
        }
        return rating;
    }

    private long expected(LocalDate from, LocalDate to, Map<String, String> fields) {
        return given.stream()
                .filter(rating -> {
                    var day = LocalDate.parse(
                            String.valueOf(rating.get("ratedAt")).substring(0, 10));
                    return !day.isBefore(from) && !day.isAfter(to);
                })
                .filter(rating -> fields.entrySet().stream()
                        .allMatch(field -> field.getValue().equals(rating.get(field.getKey()))))
                .count();
    }

    private JsonNode breakdown(String slice, String key, String by, LocalDate from, LocalDate to) {
        var answer = steps.get(
                "/api/evaluation/indicators/breakdown?limit=200&slice=%s&key=%s&by=%s&from=%s&to=%s"
                        .formatted(slice, key, by, from, to),
                Hall.SUPERVISOR);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    private static JsonNode line(JsonNode page, String key) {
        for (var line : page.path("items")) {
            if (line.path("key").asString().equals(key)) {
                return line;
            }
        }
        return tools.jackson.databind.node.MissingNode.getInstance();
    }
}
