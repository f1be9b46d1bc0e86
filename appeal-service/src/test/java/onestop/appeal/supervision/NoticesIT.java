package onestop.appeal.supervision;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.manager;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.Events;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Levels that are raised by time and by outcome, with nobody looking. */
@WholeService
class NoticesIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NOT_ACCEPTED = "{\"reached\": true, \"solved\": false, \"satisfied\": false}";

    @Autowired
    Requests requests;

    @Autowired
    RaiseSupervision raiseSupervision;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final String unit = "N" + Math.abs(UUID.randomUUID().hashCode());
    private final Person manager = manager("manager-" + unit, unit);

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES (:key, '单位', true)")
                .param("key", unit)
                .update();
    }

    /** What is late by the older calendar may not be by the one that it moves to. */
    @Test
    void whileDueTimesMoveToAnotherCalendarNothingIsRaised() {
        var id = requests.signed(unit);
        clock.setTo("2026-03-27T09:00:00+08:00");
        jdbc.sql("""
                INSERT INTO calendar_move (first_day, round, settle_at) VALUES ('2031-01-01', 1, now() + interval '1 hour')
                    ON CONFLICT (only_row) DO UPDATE SET round = 1
                """).update();
        try {
            assertThat(raiseSupervision.raise()).isZero();
        } finally {
            jdbc.sql("DELETE FROM calendar_move").update();
        }
        raiseSupervision.raise();
        assertThat(jdbc.sql("SELECT count(*) FROM supervision_notice WHERE appeal_id = :id::uuid")
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void levelsRiseByTimeAndEachIsRaisedOnce() {
        var id = requests.signed(unit);
        requests.put(manager, id, "opinion", "{\"text\": \"意见\"}").must(200);
        raiseSupervision.raise();
        assertThat(raisedFor(id)).isEmpty();

        clock.setTo("2026-03-20T09:00:00+08:00");
        raiseSupervision.raise();
        raiseSupervision.raise();
        assertThat(raisedFor(id)).containsExactly("1 TIME SOLUTION");
        clock.setTo("2026-03-24T09:00:00+08:00");
        raiseSupervision.raise();
        clock.setTo("2026-03-27T09:00:00+08:00");
        raiseSupervision.raise();
        clock.setTo("2026-04-09T09:00:00+08:00");
        raiseSupervision.raise();
        raiseSupervision.raise();
        assertThat(raisedFor(id))
                .containsExactly("1 TIME SOLUTION", "2 TIME SOLUTION", "3 TIME SOLUTION", "4 TIME SOLUTION");
        assertThat(answeringFor(id))
                .containsExactly("2 HANDLER manager-" + unit, "3 UNIT_HEAD null", "4 UNIT_HEAD null");

        var told = events.awaitAll(
                "onestop.appeal.supervision", SOON, event -> event.subject().equals(id), ours -> ours.size() == 4);
        told.forEach(event -> {
            Contracts.assertEvent(event.type(), event.text());
            assertThat(event.text()).doesNotContain("印章").doesNotContain("manager");
        });
    }

    @Test
    void nobodyIsRemindedOfAClockBehindTheOneThatRunsOutNext() {
        var id = requests.signed(unit); // the opinion is due tomorrow, the contact before noon
        raiseSupervision.raise();
        assertThat(raisedFor(id)).isEmpty();
        requests.put(manager, id, "contact", "{\"note\": \"已联系\"}").must(200);
        raiseSupervision.raise();
        assertThat(raisedFor(id)).containsExactly("1 TIME OPINION");
    }

    @Test
    void aLateAnswerRaisesItsOwnLevelsThoughTheOpinionIsMissingToo() {
        var id = requests.signed(unit);
        requests.put(manager, id, "contact", "{\"note\": \"已联系\"}").must(200);
        clock.setTo("2026-03-20T09:00:00+08:00");
        raiseSupervision.raise();
        assertThat(raisedFor(id))
                .containsExactly("1 TIME SOLUTION", "2 TIME OPINION", "3 TIME OPINION", "4 TIME OPINION");
        clock.setTo("2026-03-24T09:00:00+08:00");
        raiseSupervision.raise();
        raiseSupervision.raise();
        assertThat(raisedFor(id).subList(4, 5)).containsExactly("2 TIME SOLUTION");
        clock.setTo("2026-03-27T09:00:00+08:00"); // the job has not run since
        requests.put(manager, id, "reply", "{\"text\": \"已办结\"}").must(200);
        assertThat(raisedFor(id)).hasSize(6).endsWith("2 TIME SOLUTION", "3 TIME SOLUTION");
        assertThat(answeringFor(id))
                .containsExactly(
                        "2 HANDLER manager-" + unit,
                        "3 UNIT_HEAD null",
                        "4 UNIT_HEAD null",
                        "2 HANDLER manager-" + unit,
                        "3 UNIT_HEAD null");
    }

    @Test
    void whatTheJobMissedIsRaisedBeforeALateAnswerIsTaken() {
        var id = requests.signed(unit);
        requests.put(manager, id, "opinion", "{\"text\": \"意见\"}").must(200);
        clock.setTo("2026-03-27T09:00:00+08:00"); // the job has not run since the receipt
        requests.put(manager, id, "reply", "{\"text\": \"已办结\"}").must(200);
        assertThat(raisedFor(id)).containsExactly("2 TIME SOLUTION", "3 TIME SOLUTION");
    }

    @Test
    void anAnswerInTimeRaisesNothing() {
        var id = requests.replied(unit);
        clock.setTo("2026-05-27T09:00:00+08:00");
        raiseSupervision.raise();
        assertThat(raisedFor(id)).isEmpty();
    }

    @Test
    void whatIsWithTheOfficeIsAnsweredForByTheOffice() {
        var id = requests.receive("PROBLEM");
        clock.setTo("2026-03-02T11:10:01+08:00");
        raiseSupervision.raise();
        assertThat(raisedFor(id)).containsExactly("1 TIME OPINION", "2 TIME CONTACT");
        assertThat(answeringFor(id)).containsExactly("2 COORDINATOR null");
    }

    @Test
    void whatWasNotAcceptedRaisesItAndTheFailedRedoMore() {
        var id = requests.calledBack(unit, false, false);
        raiseSupervision.raise();
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"请重办\"}").must(200);
        requests.put(manager, id, "reply", "{\"text\": \"已重办\"}").must(200);
        clock.advance(Duration.ofHours(1));
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        raiseSupervision.raise();
        raiseSupervision.raise();
        assertThat(raisedFor(id)).containsExactly("2 NOT_SATISFIED null", "3 REDO_FAILED null");
        var records = requests.get(COORDINATOR, "/accountability?unit=" + unit)
                .must(200)
                .json()
                .path("items");
        assertThat(records.valueStream()
                        .map(record -> record.path("level").asInt() + " "
                                + record.path("role").asString() + " "
                                + record.path("officer").asString("")))
                .containsExactly("3 UNIT_HEAD ", "2 HANDLER manager-" + unit);
    }

    @Test
    void anOutcomeIsRaisedThoughTheJobNeverMeetsIt() {
        var id = requests.signed(unit);
        requests.put(COORDINATOR, id, "discipline-clue", "{\"reason\": \"多次推诿\"}")
                .must(200);
        requests.put(COORDINATOR, id, "discipline-clue", "{\"reason\": \"再次推诿\"}")
                .must(200);
        requests.put(manager, id, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", NOT_ACCEPTED).must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"请重办\"}").must(200);
        requests.put(manager, id, "reply", "{\"text\": \"已重办\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", NOT_ACCEPTED).must(200);
        requests.put(COORDINATOR, id, "closure", "{\"outcome\": \"UNSOLVED\", \"reason\": \"无法解决\"}")
                .must(200);

        assertThat(raisedFor(id)).containsExactly("4 DISCIPLINE null", "2 NOT_SATISFIED null", "3 REDO_FAILED null");
        raiseSupervision.raise();
        assertThat(raisedFor(id)).hasSize(3);
        assertThat(answeringFor(id))
                .containsExactly("4 UNIT_HEAD null", "2 HANDLER manager-" + unit, "3 UNIT_HEAD null");
        var told = events.awaitAll(
                "onestop.appeal.supervision", SOON, event -> event.subject().equals(id), ours -> ours.size() >= 3);
        assertThat(told).hasSize(3);
    }

    @Test
    void theOfficeAnswersForItsOwnAnswer() {
        var id = requests.receive("CONSULT");
        requests.put(COORDINATOR, id, "direct-answer", "{\"text\": \"可以网上办理\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", NOT_ACCEPTED).must(200);
        assertThat(raisedFor(id)).containsExactly("2 NOT_SATISFIED null");
        assertThat(answeringFor(id)).containsExactly("2 COORDINATOR null");
    }

    @Test
    void whatWasJoinedAndLateIsRaisedBeforeItIsAnsweredWithTheOther() {
        var main = requests.signed(unit);
        var joined = requests.receive("PROBLEM");
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
        clock.setTo("2026-03-02T11:10:01+08:00"); // the job has not run since the receipt
        requests.put(manager, main, "reply", "{\"text\": \"已办结\"}").must(200);
        assertThat(raisedFor(joined)).containsExactly("1 TIME OPINION", "2 TIME CONTACT");
    }

    @Test
    void theUnitThatHandlesBothAnswersForWhatWasJoinedAndIsLate() {
        var main = requests.signed(unit);
        var joined = requests.receive("PROBLEM");
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
        assertThat(openOf(unit)).isEqualTo("2 2 0 0"); // the contact is due today
        clock.setTo("2026-03-02T11:10:01+08:00");
        raiseSupervision.raise();
        assertThat(answeringFor(joined)).containsExactly("2 HANDLER manager-" + unit);
        clock.setTo("2026-03-10T09:00:00+08:00");
        raiseSupervision.raise();
        assertThat(answeringFor(joined)).contains("3 UNIT_HEAD null").doesNotContain("2 COORDINATOR null");
        assertThat(openOf(unit)).isEqualTo("2 0 0 2");
        assertThat(requests.get(manager, "/accountability?limit=200")
                        .must(200)
                        .json()
                        .path("items")
                        .findValuesAsString("appealId"))
                .contains(joined);
    }

    @Test
    void theOfficeAnswersForWhatWasJoinedToAnAppealThatNoUnitHas() {
        var main = requests.receive("PROBLEM");
        var joined = requests.receive("PROBLEM");
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
        clock.setTo("2026-03-02T11:10:01+08:00");
        raiseSupervision.raise();
        assertThat(answeringFor(joined)).containsExactly("2 COORDINATOR null");
        requests.put(COORDINATOR, main, "dispatch", "{\"unit\": \"" + unit + "\"}")
                .must(200);
        raiseSupervision.raise();
        assertThat(answeringFor(joined)).as("a record is final").containsExactly("2 COORDINATOR null");
    }

    @Test
    void aClueToABreachOfDisciplineGoesToTheTopAndTheUnitDoesNotReadIt() {
        var id = requests.signed(unit);
        requests.put(COORDINATOR, id, "discipline-clue", "{\"reason\": \"多次推诿\"}")
                .must(200);
        raiseSupervision.raise();
        assertThat(raisedFor(id)).containsExactly("4 DISCIPLINE null");
        assertThat(requests.read(manager, id).body()).doesNotContain("推诿").doesNotContain("DISCIPLINE");
        assertThat(requests.read(APPLICANT, id).body()).doesNotContain("推诿");
        var told = events.await(
                "onestop.appeal.supervision",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id) && each.text().contains("DISCIPLINE"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text())
                .as("whoever reads the topic does not learn where it is looked into")
                .doesNotContain(unit);
        assertThat(requests.read(AUDITOR, id).body()).contains("推诿");
        for (var list : List.of("/supervision/notices?level=4&unit=" + unit, "/accountability?unit=" + unit)) {
            assertThat(requests.get(manager, list).must(200).body()).doesNotContain(id);
            assertThat(requests.get(COORDINATOR, list).must(200).body()).contains(id);
        }
    }

    @Test
    void anExtendedLimitIsRemindedOfAgain() {
        var id = requests.signed(unit);
        requests.put(manager, id, "opinion", "{\"text\": \"意见\"}").must(200);
        clock.setTo("2026-03-20T09:00:00+08:00");
        raiseSupervision.raise();
        requests.put(manager, id, "extension-request", "{\"days\": 5, \"reason\": \"核查\"}")
                .must(200);
        requests.put(COORDINATOR, id, "extension-decision", "{\"granted\": true}")
                .must(200);
        clock.setTo("2026-03-24T09:00:00+08:00");
        raiseSupervision.raise();
        assertThat(raisedFor(id)).containsExactly("1 TIME SOLUTION");
        clock.setTo("2026-03-27T09:00:00+08:00");
        raiseSupervision.raise();
        assertThat(raisedFor(id)).containsExactly("1 TIME SOLUTION", "1 TIME SOLUTION");
    }

    @Test
    void manyJobsAtOnceRaiseEachLevelOnce() throws Exception {
        var ids = new ArrayList<String>();
        for (int number = 0; number < 12; number++) {
            ids.add(requests.signed(unit));
        }
        clock.setTo("2026-03-03T09:00:00+08:00"); // every contact is late
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(List.<Callable<Integer>>of(
                    raiseSupervision::raise,
                    raiseSupervision::raise,
                    raiseSupervision::raise,
                    raiseSupervision::raise))) {
                done.get();
            }
        }
        for (var id : ids) {
            assertThat(raisedFor(id)).containsExactly("1 TIME OPINION", "2 TIME CONTACT");
        }
    }

    @Test
    void anAppealThatSomebodyHoldsIsLeftToTheNextRun() {
        var id = requests.signed(unit);
        clock.setTo("2026-03-03T09:00:00+08:00");
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("SELECT 1 FROM appeal WHERE id = :id::uuid FOR UPDATE")
                    .param("id", id)
                    .query(Integer.class)
                    .single();
            try (var threads = Executors.newSingleThreadExecutor()) {
                assertThat(threads.submit(raiseSupervision::raise))
                        .succeedsWithin(SOON); // does not wait for the holder
            }
            assertThat(raisedFor(id)).isEmpty();
        });
        raiseSupervision.raise();
        assertThat(raisedFor(id)).containsExactly("1 TIME OPINION", "2 TIME CONTACT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM supervision_notice",
                "UPDATE supervision_notice SET level = 1",
                "DELETE FROM accountability",
                "UPDATE accountability SET unit = 'GAJ'",
                "TRUNCATE accountability",
                "TRUNCATE supervision_notice CASCADE",
                "TRUNCATE appeal_step"
            })
    void recordsAreNeverTakenBack(String change) {
        var id = requests.signed(unit);
        clock.setTo("2026-03-03T09:00:00+08:00");
        raiseSupervision.raise();
        assertThat(raisedFor(id)).isNotEmpty();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(change).update());
    }

    @Test
    void aUnitReadsItsOwnRecordsAndNoOthers() {
        var id = requests.signed(unit);
        clock.setTo("2026-03-03T09:00:00+08:00");
        raiseSupervision.raise();
        var notices = requests.get(manager, "/supervision/notices").must(200).json();
        Contracts.assertAnswer("NoticePage", notices);
        assertThat(notices.path("items").findValuesAsString("appealId")).containsOnly(id);
        var records = requests.get(COORDINATOR, "/accountability?unit=" + unit + "&role=HANDLER&from=2026-03-01")
                .must(200)
                .json();
        Contracts.assertAnswer("AccountabilityPage", records);
        assertThat(records.path("items").findValuesAsString("officer")).containsExactly("manager-" + unit);
        requests.get(manager, "/accountability?unit=GAJ").mustBe(403, "not-your-unit");
        requests.get(manager, "/supervision/notices?unit=GAJ").mustBe(403, "not-your-unit");
        requests.get(AUDITOR, "/supervision/notices?level=5").mustBlame("level", "max");
        requests.get(AUDITOR, "/accountability?after=zzz").mustBlame("after", "cursor");
        requests.get(APPLICANT, "/accountability").mustBe(403, "role-not-allowed");
    }

    @Test
    void recordsOfAPeriodAreReadPageByPage() {
        requests.signed(unit);
        requests.signed(unit);
        clock.setTo("2026-03-03T09:00:00+08:00");
        raiseSupervision.raise();
        clock.setTo("2026-03-11T09:00:00+08:00");
        raiseSupervision.raise();

        var all = records("&limit=200").path("items").findValuesAsString("id");
        var paged = new ArrayList<String>();
        var after = "";
        do {
            var page = records("&limit=1" + after);
            paged.addAll(page.path("items").findValuesAsString("id"));
            after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());

        assertThat(paged).isEqualTo(all).doesNotHaveDuplicates();
        var early = records("&to=2026-03-05").path("items");
        assertThat(early.size()).isPositive().isLessThan(all.size());
        assertThat(early.findValuesAsString("recordedAt"))
                .allSatisfy(at -> assertThat(at).startsWith("2026-03-03"));
    }

    private JsonNode records(String query) {
        return requests.get(COORDINATOR, "/accountability?unit=" + unit + query)
                .must(200)
                .json();
    }

    @Test
    void theLeadingGroupSeesWhatIsOpenThisMoment() {
        var before = openOf(unit);
        assertThat(before).isNull();
        requests.signed(unit);
        var late = requests.signed(unit);
        requests.closed(unit);
        clock.setTo("2026-03-10T09:00:00+08:00");
        var live = requests.get(COORDINATOR, "/leading-group").must(200).json();
        Contracts.assertAnswer("LeadingGroup", live);
        assertThat(openOf(unit)).isEqualTo("2 0 0 2"); // no contact for more than three working days
        requests.put(manager, late, "reply", "{\"text\": \"已办结\"}").must(200);
        assertThat(openOf(unit)).isEqualTo("2 0 0 1");
    }

    private @org.jspecify.annotations.Nullable String openOf(String key) {
        return requests.get(COORDINATOR, "/leading-group")
                .must(200)
                .json()
                .path("units")
                .valueStream()
                .filter(line -> line.path("unit").asString().equals(key))
                .map(line -> "%d %d %d %d"
                        .formatted(
                                line.path("open").asInt(),
                                line.path("soon").asInt(),
                                line.path("yellow").asInt(),
                                line.path("red").asInt()))
                .findFirst()
                .orElse(null);
    }

    private List<String> raisedFor(String id) {
        return jdbc.sql("SELECT level, cause, clock FROM supervision_notice WHERE appeal_id = :id::uuid ORDER BY id")
                .param("id", id)
                .query((row, _) -> row.getInt(1) + " " + row.getString(2) + " " + row.getString(3))
                .list();
    }

    private List<String> answeringFor(String id) {
        return jdbc.sql("SELECT level, role, officer_id FROM accountability WHERE appeal_id = :id::uuid ORDER BY id")
                .param("id", id)
                .query((row, _) -> row.getInt(1) + " " + row.getString(2) + " " + row.getString(3))
                .list();
    }
}
