package onestop.appeal.reading;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.OURS;
import static onestop.appeal.Office.manager;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Who asked not to be named is named in nothing that the unit can read: no answer, no event, no log. */
@WholeService
@ExtendWith(OutputCaptureExtension.class)
class ConfidentialIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Requests requests;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    private final String unit = "C" + Math.abs(UUID.randomUUID().hashCode());
    private final Person manager = manager("manager-" + unit, unit);

    /** Whatever points to who raised it, each with a value that occurs nowhere else. */
    private final String tag = UUID.randomUUID().toString().substring(0, 8);

    private final List<String> secrets = List.of(
            OURS,
            "秘密标题" + tag,
            "秘密正文" + tag,
            "LN" + tag,
            "rating-" + tag,
            "feedback-" + tag,
            "秘密姓名" + tag,
            "13911112222",
            "\"applicant\"",
            "371327104205",
            "秘密重开" + tag,
            "办公室联系" + tag,
            "办公室催办" + tag,
            "回访未接" + tag,
            "回访所言" + tag);

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        for (var key : List.of(unit, unit + "B")) {
            jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES (:key, '单位', true)")
                    .param("key", key)
                    .update();
        }
    }

    private String raise() {
        return requests.post(APPLICANT, """
                {"usci": "%s", "kind": "COMPLAINT", "title": "秘密标题%s", "text": "秘密正文%s", "confidential": true,
                 "regionCode": "371327104205", "about": {"receiptNumber": "LN%s", "ratingId": "rating-%s", "feedbackId": "feedback-%s", "unit": "GAJ"},
                 "contact": {"name": "秘密姓名%s", "phone": "13911112222"}}""".formatted(OURS, tag, tag, tag, tag, tag, tag))
                .must(201)
                .text("id");
    }

    @Test
    void theUnitReadsTheOfficesWordsAndNothingElse(CapturedOutput log) {
        var id = raise();
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"" + unit + "\"}")
                .mustBlame("forUnit", "required-when-confidential");
        for (var urgent : List.of(true, false)) {
            requests.put(COORDINATOR, id, "urgency", """
                    {"urgent": %s, "reason": "办公室催办%s"}""".formatted(urgent, tag)).must(200);
        }
        requests.put(COORDINATOR, id, "office-contact", "{\"note\": \"办公室联系" + tag + "\"}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", """
                {"unit": "%s", "forUnit": {"title": "反映窗口服务", "text": "反映窗口未一次性告知"}}""".formatted(unit)).must(200);

        var seen = new ArrayList<String>();
        requests.put(manager, id, "return", "{\"legalReason\": \"应回避\", \"proposedUnit\": \"" + unit + "B\"}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"" + unit + "\"}")
                .must(200);
        seen.add(requests.put(manager, id, "signature", null).must(200).body());
        requests.put(COORDINATOR, id, "revision", "{\"reason\": \"依据有误\"}").mustBe(409, "would-tell-who");
        seen.add(requests.put(COORDINATOR, id, "joint-handling", "{\"units\": [\"" + unit + "B\"], \"task\": \"意见\"}")
                .must(200)
                .text("state"));
        var other = manager("manager-b-" + unit, unit + "B");
        seen.add(requests.read(other, id).must(200).body());
        seen.add(requests.get(other, "/appeals").must(200).body());
        seen.add(
                requests.put(other, id, "part", "{\"text\": \"无异议\"}").must(200).body());
        seen.add(requests.get(manager, "/appeals").must(200).body());
        seen.add(requests.get(manager, "/appeals?unit=" + unit).must(200).body());
        seen.add(
                requests.get(manager, "/appeals/" + id + "/due-dates").must(200).body());
        clock.setTo("2026-03-20T09:00:00+08:00");
        seen.add(requests.get(manager, "/supervision").must(200).body());
        seen.add(requests.put(manager, id, "stage-reply", "{\"text\": \"正在整改\"}")
                .must(200)
                .body());
        requests.put(manager, id, "extension-request", "{\"days\": 3, \"reason\": \"核查\"}")
                .must(200);
        requests.put(COORDINATOR, id, "extension-decision", "{\"granted\": true}")
                .must(200);
        seen.add(requests.put(manager, id, "reply", "{\"text\": \"已整改\"}")
                .must(200)
                .body());
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": false, \"note\": \"回访未接" + tag + "\"}")
                .must(200);
        clock.setTo("2026-03-20T15:00:00+08:00");
        requests.put(COORDINATOR, id, "call-back", """
                {"reached": true, "solved": false, "satisfied": false, "note": "回访所言%s"}""".formatted(tag)).must(200);
        var office = requests.read(COORDINATOR, id).must(200).body();
        assertThat(List.of("办公室联系", "办公室催办", "回访未接", "回访所言"))
                .allSatisfy(words -> assertThat(office).contains(words + tag));
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"未解决\"}").must(200);
        seen.add(requests.put(manager, id, "reply", "{\"text\": \"已整改完毕\"}")
                .must(200)
                .body());
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{}").must(200);
        requests.put(APPLICANT, id, "reopening", "{\"reason\": \"秘密重开" + tag + "\"}")
                .must(200);
        seen.add(requests.read(manager, id).must(200).body());
        seen.add(requests.get(manager, "/supervision/notices").must(200).body());
        seen.add(requests.get(manager, "/accountability").must(200).body());

        assertThat(seen).filteredOn(body -> body.contains("反映窗口")).hasSizeGreaterThanOrEqualTo(8);
        for (var secret : secrets) {
            assertThat(seen).as(secret).noneMatch(body -> body.contains(secret));
        }
        var ours = events.awaitAll(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id),
                told -> told.getLast().type().endsWith("reopened.v1"));
        assertThat(ours)
                .extracting(event -> event.type().replace("onestop.appeal.appeal.", ""))
                .containsOnly(
                        "received.v1",
                        "urgency-changed.v1",
                        "dispatched.v1",
                        "returned.v1",
                        "stage-replied.v1",
                        "extended.v1",
                        "replied.v1",
                        "called-back.v1",
                        "redo-ordered.v1",
                        "closed.v1",
                        "reopened.v1");
        for (var secret : secrets) {
            assertThat(ours).as(secret).noneMatch(event -> event.text().contains(secret));
            assertThat(log.getAll()).doesNotContain(secret);
        }
    }

    /** @param forUnit what the unit is to read, or nothing */
    private String mainOf(String joined, String forUnit) {
        var main = requests.signed(unit);
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"" + forUnit + "}")
                .must(200);
        return main;
    }

    private static final String WORDS = ", \"forUnit\": {\"title\": \"反映窗口服务\", \"text\": \"反映窗口未一次性告知\"}";

    @Test
    void whatIsJoinedIsReadInWordsThatPointToNobodyAndItsPhoneByNobody() {
        var id = raise();
        requests.put(COORDINATOR, id, "joining", "{\"into\": \"" + requests.signed(unit) + "\"}")
                .mustBlame("forUnit", "required-when-confidential");
        var main = mainOf(id, WORDS);
        requests.put(manager, main, "reply", "{\"text\": \"已整改\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"未解决\"}").must(200);

        var signer = requests.read(manager("manager-" + unit, unit), id).must(200);
        assertThat(signer.text("title")).isEqualTo("反映窗口服务");
        assertThat(signer.json().has("contact")).isFalse();
        tellsNothing(signer.body());
    }

    private JsonNode lineOf(String path, String id) {
        return requests.get(manager, path)
                .must(200)
                .json()
                .path("items")
                .valueStream()
                .filter(line -> line.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void tellsNothing(String... bodies) {
        for (var secret : secrets) {
            assertThat(bodies).as(secret).noneMatch(body -> body.contains(secret));
        }
    }

    @Test
    void whatIsAnsweredTogetherWithoutASummaryIsReadInNeutralWords() {
        var id = raise();
        var main = mainOf(id, WORDS);
        jdbc.sql("UPDATE appeal SET unit_title = NULL, unit_text = NULL WHERE id = CAST(:id AS uuid)")
                .param("id", id)
                .update(); // as an earlier release joined them
        requests.put(manager, main, "reply", "{\"text\": \"已整改\"}").must(200);

        var read = requests.read(manager, id).must(200);
        assertThat(read.text("title")).isEqualTo("保密诉求");
        assertThat(read.text("text")).isEqualTo("该诉求为保密诉求，内容不予提供。");
        assertThat(read.text("state")).isEqualTo("REPLIED");
        assertThat(read.text("unit")).isEqualTo(unit);
        assertThat(read.json().at("/reply/text").asString()).isEqualTo("已整改");
        assertThat(read.json().at("/about/unit").asString()).isEqualTo("GAJ");
        for (var field : List.of("usci", "contact", "applicant", "joinedTo")) {
            assertThat(read.json().has(field)).as(field).isFalse();
        }
        assertThat(read.body()).doesNotContain(main);
        var line = lineOf("/appeals", id);
        assertThat(line.path("title").asString()).isEqualTo("保密诉求");
        assertThat(line.has("usci")).isFalse();

        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"未解决\"}")
                .mustBlame("forUnit", "required-when-confidential");
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"未解决\"" + WORDS + "}")
                .must(200);
        clock.setTo("2026-03-20T09:00:00+08:00");
        var late = lineOf("/supervision", id);
        assertThat(late.path("title").asString()).isEqualTo("反映窗口服务");
        var again = requests.put(manager, id, "reply", "{\"text\": \"已重办\"}").must(200);
        assertThat(again.text("title")).isEqualTo("反映窗口服务");
        assertThat(again.text("state")).isEqualTo("REPLIED");
        tellsNothing(read.body(), line.toString(), late.toString(), again.body());

        var office = requests.read(COORDINATOR, id).must(200);
        assertThat(office.text("title")).isEqualTo("秘密标题" + tag);
        assertThat(office.text("joinedTo")).isEqualTo(main);
    }

    @Test
    void whatIsAnsweredTogetherIsReadInTheSummaryThatWasGivenBefore() {
        var id = raise();
        requests.put(COORDINATOR, id, "dispatch", """
                {"unit": "%s", "forUnit": {"title": "反映窗口服务", "text": "反映窗口未一次性告知"}}""".formatted(unit)).must(200);
        var main = mainOf(id, "");
        requests.put(manager, main, "reply", "{\"text\": \"已整改\"}").must(200);

        var read = requests.read(manager, id).must(200);
        assertThat(read.text("title")).isEqualTo("反映窗口服务");
        assertThat(read.text("text")).isEqualTo("反映窗口未一次性告知");
        assertThat(read.json().has("joinedTo")).isFalse();
        var line = lineOf("/appeals", id);
        assertThat(line.path("title").asString()).isEqualTo("反映窗口服务");
        tellsNothing(read.body(), line.toString());
    }

    @Test
    void toAskByEnterpriseTellsAUnitNothing() {
        var id = raise();
        requests.put(COORDINATOR, id, "dispatch", """
                {"unit": "%s", "forUnit": {"title": "反映窗口服务", "text": "反映窗口未一次性告知"}}""".formatted(unit)).must(200);
        assertThat(requests.get(manager, "/appeals").must(200).body()).contains(id);
        assertThat(requests.get(manager, "/appeals?usci=" + OURS).must(200).body())
                .doesNotContain(id);
        assertThat(requests.get(COORDINATOR, "/appeals?usci=" + OURS + "&unit=" + unit)
                        .must(200)
                        .body())
                .contains(id);
    }

    @Test
    void whoRaisedItAndTheOfficeReadAll() {
        var id = raise();
        for (var reader : List.of(APPLICANT, COORDINATOR)) {
            assertThat(requests.read(reader, id).must(200).body())
                    .contains("秘密标题" + tag)
                    .contains("秘密姓名" + tag)
                    .contains("LN" + tag);
        }
    }

    @Test
    void anAnonymousAppealNamesNobodyToNobody() {
        var id = requests.post(APPLICANT, """
                {"kind": "REPORT", "title": "举报线索", "text": "反映收费问题", "anonymous": true}""").must(201).text("id");
        assertThat(requests.read(COORDINATOR, id).must(200).body()).doesNotContain("\"applicant\"");
        requests.read(APPLICANT, id).must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"" + unit + "\"}")
                .must(200);
        requests.put(manager, id, "signature", null).must(200);
        requests.put(manager, id, "reply", "{\"text\": \"已受理\"}").must(200);
        assertThat(requests.put(COORDINATOR, id, "call-back", "{\"reached\": false}")
                        .must(200)
                        .text("state"))
                .isEqualTo("CALLED_BACK"); // there is nobody to call a second time
    }

    @Test
    void theFileOfAnAnonymousAppealIsTheOfficesToKnow() {
        var officer = "approver-" + tag;
        events.createTopic("onestop.approval.case", 3);
        events.send(
                "onestop.approval.case", "LN" + tag, "onestop.approval.case.decided.v1", "C" + tag, 3, """
                {"receiptNumber": "LN%1$s", "caseNumber": "C%1$s", "decidedBy": "%2$s", "officers": ["%2$s"]}""".formatted(
                                tag, officer));
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT count(*) FROM file_officer WHERE officer_id = :officer")
                                .param("officer", officer)
                                .query(Long.class)
                                .single())
                        .isPositive());
        var id = requests.post(APPLICANT, """
                {"kind": "REPORT", "title": "举报线索", "text": "反映收费问题", "anonymous": true, "regionCode": "371327104205",
                 "about": {"receiptNumber": "LN%s", "ratingId": "rating-%s", "unit": "GAJ"}}""".formatted(tag, tag)).must(201).text("id");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"" + unit + "\"}")
                .must(200);
        var signed = requests.put(manager, id, "signature", null).must(200);
        assertThat(signed.text("title")).isEqualTo("举报线索");
        assertThat(signed.text("regionCode")).isEqualTo("371327104000");
        assertThat(signed.json().at("/about/unit").asString()).isEqualTo("GAJ");
        tellsNothing(signed.body(), requests.get(manager, "/appeals").must(200).body());
        requests.put(COORDINATOR, id, "revision", "{\"reason\": \"依据有误\"}").mustBe(409, "would-tell-who");

        var decided = manager(officer, unit);
        requests.read(decided, id).mustBe(404, "no-such-appeal");
        requests.put(decided, id, "reply", "{\"text\": \"已办结\"}").mustBe(404, "no-such-appeal");
        assertThat(requests.get(decided, "/appeals").must(200).body()).doesNotContain(id);

        var office = requests.read(COORDINATOR, id).must(200);
        assertThat(office.text("regionCode")).isEqualTo("371327104205");
        assertThat(office.body()).contains("LN" + tag);
        var told = events.await(
                "onestop.appeal.appeal", SOON, event -> event.subject().equals(id));
        assertThat(told.text()).contains("371327104000").doesNotContain("LN" + tag);
    }

    @Test
    void whetherAJoinedOneIsOfTheSameEnterpriseIsNotTold() {
        var ofTheSame = raise();
        var main = mainOf(ofTheSame, WORDS);
        requests.put(manager, main, "contact", "{\"note\": \"已联系\"}").must(200);
        requests.put(manager, main, "reply", "{\"text\": \"已整改\"}").must(200);

        var read = requests.read(manager, ofTheSame).must(200).json();
        assertThat(read.path("clocks").findValuesAsString("clock")).doesNotContain("CONTACT");
        assertThat(read.path("steps").findValuesAsString("step"))
                .contains("REPLIED")
                .doesNotContain("CONTACTED");
        var office = requests.read(COORDINATOR, ofTheSame).must(200).json();
        assertThat(office.path("clocks").findValuesAsString("clock")).contains("CONTACT");
        assertThat(office.path("steps").findValuesAsString("step")).contains("CONTACTED");
    }

    /** The unit reads what it noted itself, though the office could note the same act. */
    @Test
    void whatTheUnitNotedItselfItReads() {
        var id = raise();
        requests.put(COORDINATOR, id, "dispatch", """
                {"unit": "%s", "forUnit": {"title": "反映窗口服务", "text": "反映窗口未一次性告知"}}""".formatted(unit)).must(200);
        requests.put(manager, id, "signature", null).must(200);

        assertThat(requests.put(manager, id, "contact", "{\"note\": \"经协调机构转达\"}")
                        .must(200)
                        .body())
                .contains("经协调机构转达");
    }

    @Test
    void anonymityIsForCertainKindsAndWithoutNames() {
        requests.post(APPLICANT, "{\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"anonymous\": true}")
                .mustBlame("anonymous", "anonymous-kinds");
        requests.post(
                        APPLICANT,
                        "{\"kind\": \"REPORT\", \"title\": \"x\", \"text\": \"x\", \"anonymous\": true, \"usci\": \""
                                + OURS + "\"}")
                .mustBlame("usci", "absent-when-anonymous");
        requests.post(
                        APPLICANT,
                        "{\"kind\": \"REPORT\", \"title\": \"x\", \"text\": \"x\", \"anonymous\": true, \"contact\": {\"phone\": \"13911112222\"}}")
                .mustBlame("contact", "absent-when-anonymous");
    }
}
