package onestop.appeal.supervision;

import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.manager;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@WholeService
class SupervisionIT {
    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    RaiseSupervision raiseSupervision;

    /** A unit of its own for each test, so that its list holds what the test has put there. */
    private final String unit = "T" + Math.abs(UUID.randomUUID().hashCode());

    private final Person manager = manager("manager-" + unit, unit);

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES (:key, '单位', true)")
                .param("key", unit)
                .update();
    }

    @Test
    void whatWaitsRisesFromReminderToRed() {
        var id = requests.signed(unit);
        requests.put(manager, id, "opinion", "{\"text\": \"意见\"}").must(200);

        assertThat(levels("")).isEmpty(); // 15 working days ahead
        clock.setTo("2026-03-20T09:00:00+08:00");
        assertThat(levels("")).containsExactly(id + " REMIND 0");
        clock.setTo("2026-03-24T09:00:00+08:00");
        assertThat(levels("")).containsExactly(id + " YELLOW 1");
        clock.setTo("2026-03-27T09:00:00+08:00");
        assertThat(levels("")).containsExactly(id + " RED 4");
        assertThat(levels("&level=RED")).hasSize(1);
        assertThat(levels("&level=YELLOW")).isEmpty();
        assertThat(levels("&level=REMIND")).isEmpty();
        assertThat(requests.read(COORDINATOR, id).text("supervision")).isEqualTo("RED");

        requests.put(manager, id, "reply", "{\"text\": \"已办结\"}").must(200);
        assertThat(levels("")).isEmpty();
        var clocks = requests.read(COORDINATOR, id).json().path("clocks");
        assertThat(clocks.get(2).path("late").asBoolean()).isTrue();
    }

    /** The complaint rule of 2017 is red on the first working day late, the county's after more than three. */
    @Test
    void everyAppealIsJudgedByTheProfileItStartedWith() {
        jdbc.sql("""
                INSERT INTO time_profile_in_use VALUES ('2025-03-03T00:00:00+08:00', 'SD_COMPLAINT_2017'),
                                                       ('2025-03-04T00:00:00+08:00', 'JUNAN')
                    ON CONFLICT DO NOTHING
                """).update();
        clock.setTo("2025-03-03T09:10:00+08:00");
        var strict = requests.signed(unit);
        clock.setTo("2025-03-04T09:10:00+08:00");
        var ordinary = requests.signed(unit);
        requests.put(manager, ordinary, "opinion", "{\"text\": \"意见\"}").must(200);

        clock.setTo("2025-03-21T09:00:00+08:00"); // one working day is left to the one, two to the other
        assertThat(levels("")).containsExactly(strict + " YELLOW 0");
        assertThat(levels("&level=YELLOW")).containsExactly(strict + " YELLOW 0");
        assertThat(levels("&level=REMIND")).isEmpty();
        assertLoad("{clues: 0, leader: 0, notAccepted: 0, open: 2, red: 0, redoFailed: 0, soon: 0, yellow: 1}");
        raiseSupervision.raise();
        assertThat(jdbc.sql("SELECT level FROM supervision_notice WHERE appeal_id = :id::uuid")
                        .param("id", strict)
                        .query(Integer.class)
                        .list())
                .containsExactly(2);
        assertThat(jdbc.sql("SELECT count(*) FROM accountability WHERE appeal_id = :id::uuid")
                        .param("id", strict)
                        .query(Integer.class)
                        .single())
                .as("nothing is late yet")
                .isZero();

        clock.setTo("2025-03-26T09:00:00+08:00");
        assertThat(levels("")).containsExactly(strict + " RED 2", ordinary + " YELLOW 1");
        assertThat(levels("&level=RED")).containsExactly(strict + " RED 2");
        assertThat(levels("&level=YELLOW")).containsExactly(ordinary + " YELLOW 1");
        assertThat(levels("&level=REMIND")).isEmpty();
        var lines = requests.get(manager, "/appeals").must(200).json().path("items");
        assertThat(lines.valueStream()
                        .map(line -> line.path("id").asString() + " "
                                + line.path("supervision").asString()))
                .containsExactly(ordinary + " YELLOW", strict + " RED");
        var load = requests.get(COORDINATOR, "/leading-group")
                .must(200)
                .json()
                .path("units")
                .valueStream()
                .filter(line -> line.path("unit").asString().equals(unit))
                .toList();
        assertThat(load).hasSize(1);
        assertThat(load.getFirst().path("yellow").asInt()).isEqualTo(1);
        assertThat(load.getFirst().path("red").asInt()).isEqualTo(1);
    }

    /** Also by a profile that turns yellow ahead, a limit of minutes is yellow when it is over: in the view, the lists, the live view and the notices alike. */
    @Test
    void whatIsDueInMinutesIsYellowWhenItIsLateAndNotBefore() {
        jdbc.sql("""
                INSERT INTO time_profile_in_use VALUES ('2025-03-03T00:00:00+08:00', 'SD_COMPLAINT_2017'),
                                                       ('2025-03-04T00:00:00+08:00', 'JUNAN')
                    ON CONFLICT DO NOTHING
                """).update();
        clock.setTo("2025-03-03T09:10:00+08:00");
        var id = requests.receive("PROBLEM", ", \"urgent\": true");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"" + unit + "\"}")
                .must(200);

        assertEverywhere(
                id,
                "REMIND",
                "{clues: 0, leader: 0, notAccepted: 0, open: 1, red: 0, redoFailed: 0, soon: 1, yellow: 0}");
        assertThat(noticed(id)).isEmpty();
        clock.setTo("2025-03-03T11:10:00+08:00"); // 120 minutes later: still in time
        assertEverywhere(
                id,
                "REMIND",
                "{clues: 0, leader: 0, notAccepted: 0, open: 1, red: 0, redoFailed: 0, soon: 1, yellow: 0}");
        assertThat(noticed(id)).isEmpty();
        clock.setTo("2025-03-03T11:10:00.000001+08:00");
        assertEverywhere(
                id,
                "YELLOW",
                "{clues: 0, leader: 0, notAccepted: 0, open: 1, red: 0, redoFailed: 0, soon: 0, yellow: 1}");
        assertThat(noticed(id)).containsExactly(2);
        clock.setTo("2025-03-04T00:00:00+08:00"); // the first working day late
        assertEverywhere(
                id, "RED", "{clues: 0, leader: 0, notAccepted: 0, open: 1, red: 1, redoFailed: 0, soon: 0, yellow: 0}");
        assertThat(noticed(id)).containsExactly(2, 3);
    }

    private void assertEverywhere(String id, String level, String load) {
        for (var asked : List.of("REMIND", "YELLOW", "RED", "LEADER")) {
            var found = page(COORDINATOR, "&level=" + asked).path("items");
            assertThat(found.findValuesAsString("level"))
                    .as(asked)
                    .isEqualTo(asked.equals(level) ? List.of(level) : List.of());
        }
        assertThat(page(manager, "").path("items").findValuesAsString("level")).containsExactly(level);
        assertThat(requests.read(COORDINATOR, id).text("supervision")).isEqualTo(level);
        assertThat(requests.get(manager, "/appeals")
                        .must(200)
                        .json()
                        .path("items")
                        .findValuesAsString("supervision"))
                .containsExactly(level);
        assertLoad(load);
    }

    private List<@Nullable Integer> noticed(String id) {
        raiseSupervision.raise();
        return jdbc.sql("SELECT level FROM supervision_notice WHERE appeal_id = :id::uuid ORDER BY level")
                .param("id", id)
                .query(Integer.class)
                .list();
    }

    @Test
    void aFailedRedoIsRedUntilItIsClosed() {
        var id = requests.calledBack(unit, false, false);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"请重办\"}").must(200);
        requests.put(manager, id, "reply", "{\"text\": \"已重办\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": false}")
                .must(200);
        assertThat(levels("&level=RED")).containsExactly(id + " RED 0");
        assertThat(levels("&level=YELLOW")).isEmpty();
        assertLoad("{open: 1, soon: 0, yellow: 0, red: 1, leader: 0, notAccepted: 1, redoFailed: 1, clues: 0}");
        requests.put(COORDINATOR, id, "closure", "{\"outcome\": \"EXPLAINED\", \"reason\": \"已说明\"}")
                .must(200);
        assertThat(levels("")).isEmpty();
    }

    @Test
    void whatWasNotAcceptedStandsInTheListsUntilSomebodyDecides() {
        var id = requests.calledBack(unit, false, false);
        requests.calledBack(unit, true, true);
        assertThat(levels("")).containsExactly(id + " YELLOW 0");
        assertThat(levels("&level=YELLOW")).containsExactly(id + " YELLOW 0");
        assertThat(levels("&level=RED")).isEmpty();
        assertThat(levels("&level=REMIND")).isEmpty();
        var line = page(COORDINATOR, "").path("items").get(0);
        assertThat(line.path("notAccepted").asBoolean()).isTrue();
        assertThat(page(manager, "").path("items").size()).isEqualTo(1);
        assertThat(requests.read(manager, id).text("supervision")).isEqualTo("YELLOW");
        assertLoad("{open: 2, soon: 0, yellow: 1, red: 0, leader: 0, notAccepted: 1, redoFailed: 0, clues: 0}");

        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"请重办\"}").must(200);
        assertThat(levels("")).isEmpty();
        assertLoad("{open: 2, soon: 0, yellow: 0, red: 0, leader: 0, notAccepted: 0, redoFailed: 0, clues: 0}");
    }

    @Test
    void whatIsLateByMoreThanTenWorkingDaysIsForTheLeadingGroup() {
        var id = requests.signed(unit);
        requests.put(manager, id, "opinion", "{\"text\": \"意见\"}").must(200);
        clock.setTo("2026-04-07T09:00:00+08:00"); // due on 23 March, and the 6th is a holiday
        assertThat(levels("")).containsExactly(id + " RED 10");
        clock.setTo("2026-04-08T09:00:00+08:00");
        assertThat(levels("")).containsExactly(id + " LEADER 11");
        assertThat(levels("&level=LEADER")).containsExactly(id + " LEADER 11");
        assertThat(levels("&level=RED")).isEmpty();
        assertLoad("{open: 1, soon: 0, yellow: 0, red: 0, leader: 1, notAccepted: 0, redoFailed: 0, clues: 0}");
    }

    @Test
    void aClueIsForTheOfficeAndTheLeadingGroupAndTheUnitSeesNothingOfIt() {
        var id = requests.signed(unit);
        requests.put(manager, id, "opinion", "{\"text\": \"意见\"}").must(200);
        requests.put(COORDINATOR, id, "discipline-clue", "{\"reason\": \"多次推诿\"}")
                .must(200);
        assertThat(levels("")).containsExactly(id + " LEADER 0");
        assertThat(levels("&level=LEADER")).containsExactly(id + " LEADER 0");
        assertThat(levels("&level=REMIND")).isEmpty();
        assertThat(page(manager, "").path("items").size()).isZero();
        assertThat(requests.read(manager, id).text("supervision")).isEqualTo("NONE");
        assertThat(requests.read(COORDINATOR, id).text("supervision")).isEqualTo("LEADER");
        var lines = requests.get(manager, "/appeals").must(200).json().path("items");
        assertThat(lines.findValuesAsString("supervision")).containsExactly("NONE");
        assertLoad("{open: 1, soon: 0, yellow: 0, red: 0, leader: 1, notAccepted: 0, redoFailed: 0, clues: 1}");

        clock.setTo("2026-03-24T09:00:00+08:00");
        assertThat(levels("")).containsExactly(id + " LEADER 1"); // once, though it is late, too
        var own = page(manager, "").path("items");
        assertThat(own.findValuesAsString("level")).containsExactly("YELLOW");
        assertThat(own.get(0).path("clue").asBoolean()).isFalse();

        requests.put(manager, id, "reply", "{\"text\": \"已办结\"}").must(200);
        assertThat(levels("")).containsExactly(id + " LEADER 0");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{}").must(200);
        assertThat(levels("")).isEmpty();
        assertThat(requests.read(COORDINATOR, id).text("supervision")).isEqualTo("NONE");
    }

    @Test
    void whatAUnitHasGivenBackIsWithTheOffice() {
        var id = requests.receive("PROBLEM");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"" + unit + "\"}")
                .must(200);
        assertThat(page(manager, "").path("items").size()).isEqualTo(1);
        requests.put(manager, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"GAJ\"}")
                .must(200);
        assertThat(page(manager, "").path("items").size()).isZero();
        assertThat(levels("")).isEmpty();
        assertThat(units()).doesNotContainKey(unit);
        var line = line(id);
        assertThat(line.path("state").asString()).isEqualTo("RETURNED");
        assertThat(line.has("unit")).isFalse();
    }

    @Test
    void whatIsJoinedIsFoundUnderTheUnitThatHasTheOtherOne() {
        var main = requests.receive("PROBLEM");
        var joined = requests.receive("PROBLEM");
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
        assertThat(levels("")).as("both are with the office").isEmpty();
        requests.put(COORDINATOR, main, "dispatch", "{\"unit\": \"" + unit + "\"}")
                .must(200);
        clock.setTo("2026-03-27T09:00:00+08:00");
        for (var reader : List.of(COORDINATOR, AUDITOR, manager)) {
            var lines = page(reader, "").path("items");
            assertThat(lines.findValuesAsString("id")).containsExactlyInAnyOrder(main, joined);
            assertThat(lines.findValuesAsString("unit")).containsExactly(unit, unit);
        }
        assertThat(page(manager("manager-swj", "SWJ"), "").path("items").size()).isZero();
        var first = page(COORDINATOR, "&limit=1");
        var second = page(COORDINATOR, "&limit=1&after=" + first.path("next").asString());
        assertThat(List.of(
                        first.path("items").get(0).path("id").asString(),
                        second.path("items").get(0).path("id").asString()))
                .containsExactlyInAnyOrder(main, joined);

        // as if it had been told before it came back and was joined
        jdbc.sql("UPDATE appeal SET discipline_clue = true WHERE id = ?::uuid")
                .param(joined)
                .update();
        assertThat(page(COORDINATOR, "&level=LEADER")
                        .path("items")
                        .valueStream()
                        .map(line -> line.path("id").asString() + " "
                                + line.path("clue").asBoolean()))
                .containsExactlyInAnyOrder(main + " false", joined + " true");
        assertThat(page(manager, "").path("items").findValuesAsString("clue")).containsOnly("false");

        requests.put(manager, main, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"GAJ\"}")
                .must(200);
        assertThat(levels("")).isEmpty();
    }

    /** With few appeals stored it is as cheap to sort; of many the first page is to come in the order of the index. */
    @Test
    void joinedOnesOfAUnitAreReadFromAnIndexOfTheirOwn() {
        var plan = transaction.execute(_ -> {
            jdbc.sql("SET LOCAL enable_seqscan = off").update();
            jdbc.sql("SET LOCAL enable_sort = off").update();
            return String.join(
                    "\n", jdbc.sql("""
                    EXPLAIN SELECT id FROM appeal
                     WHERE attention_at <= now() AND joined_to IS NOT NULL AND state = 'RECEIVED'
                       AND EXISTS (SELECT 1 FROM appeal AS main
                                    WHERE main.id = appeal.joined_to AND main.unit = :unit
                                      AND main.state NOT IN ('RECEIVED', 'RETURNED'))
                     ORDER BY attention_at, id LIMIT 51
                    """).param("unit", unit).query(String.class).list());
        });
        assertThat(plan).contains("appeal_joined_attention_idx");
    }

    /** Among all that needs attention, the line of this one. */
    private JsonNode line(String id) {
        String after = "";
        do {
            var page = requests.get(COORDINATOR, "/supervision?limit=200" + after)
                    .must(200)
                    .json();
            for (var line : page.path("items")) {
                if (line.path("id").asString().equals(id)) {
                    return line;
                }
            }
            after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        throw new AssertionError(id + " is in no list");
    }

    private Map<String, JsonNode> units() {
        return requests.get(COORDINATOR, "/leading-group")
                .must(200)
                .json()
                .path("units")
                .valueStream()
                .collect(Collectors.toMap(line -> line.path("unit").asString(), line -> line));
    }

    private void assertLoad(String expected) {
        var numbers = new TreeMap<String, Integer>();
        Objects.requireNonNull(units().get(unit)).forEachEntry((name, value) -> {
            if (value.isNumber()) {
                numbers.put(name, value.asInt());
            }
        });
        var wanted = new TreeMap<String, Integer>();
        for (var each : expected.substring(1, expected.length() - 1).split(", ")) {
            var parts = each.split(": ");
            wanted.put(parts[0], Integer.valueOf(parts[1]));
        }
        assertThat(numbers).isEqualTo(wanted);
    }

    @Test
    void theMostUrgentComesFirstAndPagesNeitherSkipNorRepeat() {
        var expected = new ArrayList<String>();
        for (int minute = 10; minute < 17; minute++) {
            clock.setTo("2026-03-02T09:%d:00+08:00".formatted(minute));
            var id = requests.receive("PROBLEM");
            requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"" + unit + "\"}")
                    .must(200);
            expected.add(id);
        }
        var read = new ArrayList<String>();
        String after = "";
        do {
            var page = page(COORDINATOR, "&limit=3" + after);
            assertThat(page.path("items").size()).isLessThanOrEqualTo(3);
            page.path("items").forEach(line -> read.add(line.path("id").asString()));
            after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aManagerSeesTheOwnUnitOnly() {
        var id = requests.signed(unit);
        assertThat(page(manager, "").path("items").get(0).path("id").asString()).isEqualTo(id);
        assertThat(page(AUDITOR, "").path("items").size()).isEqualTo(1);
        assertThat(page(manager("manager-swj", "SWJ"), "").path("items").size()).isZero();
    }

    @Test
    void aBadCursorOrLevelIsNamed() {
        requests.get(COORDINATOR, "/supervision?after=nonsense").mustBlame("after", "cursor");
        requests.get(COORDINATOR, "/supervision?level=PURPLE").mustBlame("level", "one-of");
        requests.get(COORDINATOR, "/supervision?unit=a").mustBlame("unit", "pattern");
        requests.get(COORDINATOR, "/supervision?limit=201").mustBlame("limit", "limit-range");
    }

    private List<String> levels(String query) {
        return page(COORDINATOR, query)
                .path("items")
                .valueStream()
                .map(line -> line.path("id").asString() + " "
                        + line.path("level").asString() + " "
                        + line.path("workingDaysLate").asInt())
                .toList();
    }

    private JsonNode page(Person person, String query) {
        var page = requests.get(person, "/supervision?unit=" + unit + query)
                .must(200)
                .json();
        Contracts.assertAnswer("SupervisedPage", page);
        return page;
    }
}
