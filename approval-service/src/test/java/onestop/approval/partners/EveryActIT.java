package onestop.approval.partners;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.approval.cases.ToldAct.Kind;
import onestop.approval.lights.Turning;
import onestop.testsupport.Events;
import onestop.testsupport.Events.Received;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every act that a partner may tell, by event and by call, with what is missing and what the rules forbid. */
@ApprovalIT
class EveryActIT {
    private static final String TASKS = "onestop.approval.task";
    private static final String ACTS = "onestop.partner.act";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    /** Who examined in the examples. */
    private static final String ONE = "police-1";

    private static final String OTHER = "police-2";

    private static final String SITE_PLAN =
            "[{\"material\": \"SITE_PLAN\", \"fault\": \"MISSING\", \"text\": \"无平面图\"}]";

    private static final String CORRECTION =
            ", \"suspension\": \"CORRECTION\", \"expectedWorkingDays\": 3, \"defects\": " + SITE_PLAN;

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    @Autowired
    Turning lights;

    @Autowired
    JdbcClient jdbc;

    private final String unit = "E" + UUID.randomUUID().toString().substring(0, 8);
    private final String asking = unit + "A";
    private String receiptNumber = "";
    private String number = "";
    private int told;
    private final Map<String, Integer> sent = new HashMap<>();

    enum Way {
        EVENT,
        CALL
    }

    /**
     * @param before what happened to the case until then
     * @param lacking told without what it needs, and {@code field} which that is; empty for what needs nothing
     * @param forbidden complete and against a rule, and {@code problem} which that is; in both {@code NOWHERE} is no case of the unit
     * @param right what is done, and {@code act} what the history says then
     */
    record Example(
            Kind kind,
            Before before,
            String lacking,
            String field,
            String forbidden,
            String problem,
            String right,
            String act) {
        @Override
        public String toString() {
            return kind.name();
        }
    }

    enum Before {
        OPENED,
        OF_THREE_STEPS,
        EXAMINED,
        VISITED,
        SUSPENDED,
        CORRECTION_OVER,
        HEARING_TOLD,
        HEARING_ASKED,
        HEARING_PLANNED,
        OPINIONS_ASKED,
        ASKED_BY_ANOTHER
    }

    static List<Example> examples() {
        var text = ", \"text\": \"材料齐全\"";
        return List.of(
                new Example(
                        Kind.RECORD_VISIT,
                        Before.OPENED,
                        by(ONE) + text + ", \"visitedOn\": \"2026-03-03\"",
                        "place",
                        by(ONE) + text + ", \"visitedOn\": \"2026-03-04\", \"place\": \"店内\"",
                        "day-not-past",
                        by(ONE) + text + ", \"visitedOn\": \"2026-03-03\", \"place\": \"店内\"",
                        "VISIT_RECORDED"),
                new Example(
                        Kind.SIGN_VISIT, Before.VISITED, "", "", by(ONE), "same-visitor", by(OTHER), "VISIT_SIGNED"),
                new Example(
                        Kind.EXAMINE,
                        Before.OPENED,
                        by(ONE),
                        "text",
                        nowhere(text),
                        "no-such-case",
                        by(ONE) + text,
                        "EXAMINED"),
                new Example(
                        Kind.REVIEW,
                        Before.OF_THREE_STEPS,
                        by(OTHER),
                        "text",
                        by(ONE) + text,
                        "same-examiner",
                        by(OTHER) + text,
                        "REVIEWED"),
                new Example(
                        Kind.SEND_BACK,
                        Before.EXAMINED,
                        by(OTHER) + text,
                        "to",
                        by(OTHER) + text + ", \"to\": \"REVIEW\"",
                        "no-earlier-step",
                        by(OTHER) + text + ", \"to\": \"EXAMINATION\"",
                        "RETURNED"),
                new Example(Kind.GRANT, Before.EXAMINED, "", "", by(ONE), "same-examiner", by(OTHER), "GRANTED"),
                new Example(
                        Kind.REFUSE,
                        Before.EXAMINED,
                        by(OTHER),
                        "text",
                        by(ONE) + text,
                        "same-examiner",
                        by(OTHER) + text,
                        "REFUSED"),
                new Example(
                        Kind.SUSPEND,
                        Before.OPENED,
                        by(ONE) + text + ", \"suspension\": \"CORRECTION\", \"expectedWorkingDays\": 3",
                        "defects",
                        nowhere(text + ", \"suspension\": \"TESTING\", \"expectedWorkingDays\": 3"),
                        "no-such-case",
                        by(ONE) + text + CORRECTION,
                        "SUSPENDED"),
                new Example(
                        Kind.REPEAT_CORRECTION,
                        Before.CORRECTION_OVER,
                        by(OTHER) + text + ", \"expectedWorkingDays\": 3, \"defects\": " + SITE_PLAN,
                        "supervisorReason",
                        nowhere(text + ", \"expectedWorkingDays\": 3, \"supervisorReason\": \"漏看\", \"defects\": "
                                + SITE_PLAN),
                        "no-such-case",
                        by(OTHER) + text + ", \"expectedWorkingDays\": 3, \"supervisorReason\": \"漏看\", \"defects\": "
                                + SITE_PLAN,
                        "SUSPENDED"),
                new Example(Kind.RESUME, Before.SUSPENDED, "", "", nowhere(""), "no-such-case", by(ONE), "RESUMED"),
                new Example(
                        Kind.END,
                        Before.EXAMINED,
                        by(OTHER) + text + ", \"ending\": \"GRANTED\"",
                        "ending",
                        by(ONE) + text + ", \"ending\": \"TERMINATED\"",
                        "same-examiner",
                        by(OTHER) + text + ", \"ending\": \"FORWARDED\"",
                        "FORWARDED"),
                new Example(
                        Kind.EXTEND,
                        Before.OPENED,
                        by(ONE) + text + ", \"rank\": \"HEAD_OF_BODY\", \"workingDays\": 11",
                        "workingDays",
                        by(ONE) + text
                                + ", \"rank\": \"HEAD_OF_GOVERNMENT\", \"approval\": \"2026-7\", \"workingDays\": 15",
                        "not-handled-together",
                        by(ONE) + text + ", \"rank\": \"HEAD_OF_BODY\", \"workingDays\": 10",
                        "EXTENDED"),
                new Example(
                        Kind.ASK_HEARING,
                        Before.HEARING_TOLD,
                        by(ONE),
                        "on",
                        by(ONE) + ", \"on\": \"2026-03-04\"",
                        "day-not-past",
                        by(ONE) + ", \"on\": \"2026-03-03\"",
                        "HEARING_ASKED"),
                new Example(
                        Kind.PLAN_HEARING,
                        Before.HEARING_ASKED,
                        by(OTHER) + ", \"on\": \"2026-03-13\", \"place\": \"三楼\"",
                        "chair",
                        by(OTHER) + ", \"on\": \"2026-03-13\", \"place\": \"三楼\", \"chair\": \"police-1\"",
                        "chair-examined",
                        by(OTHER) + ", \"on\": \"2026-03-13\", \"place\": \"三楼\", \"chair\": \"police-3\"",
                        "HEARING_PLANNED"),
                new Example(
                        Kind.HOLD_HEARING,
                        Before.HEARING_PLANNED,
                        by(OTHER) + ", \"on\": \"2026-03-13\"",
                        "text",
                        by(OTHER) + text + ", \"on\": \"2026-03-14\"",
                        "day-not-past",
                        by(OTHER) + text + ", \"on\": \"2026-03-13\"",
                        "HEARING_HELD"),
                new Example(
                        Kind.WAIVE_HEARING,
                        Before.HEARING_TOLD,
                        by(OTHER),
                        "text",
                        nowhere(text),
                        "no-such-case",
                        by(OTHER) + text,
                        "HEARING_WAIVED"),
                new Example(
                        Kind.ASK_OPINIONS,
                        Before.OPENED,
                        by(ONE) + text + ", \"units\": [\"GAJ\"], \"rule\": \"RATIO\", \"workingDays\": 3",
                        "agreementPercent",
                        by(ONE) + text + ", \"units\": [\"OWN\"], \"rule\": \"ALL\", \"workingDays\": 3",
                        "asks-itself",
                        by(ONE) + text + ", \"units\": [\"GAJ\"], \"rule\": \"ALL\", \"workingDays\": 3",
                        "OPINIONS_ASKED"),
                new Example(
                        Kind.WITHDRAW_REQUEST,
                        Before.OPINIONS_ASKED,
                        by(ONE) + text,
                        "request",
                        by(ONE) + text + ", \"request\": 2",
                        "no-such-request",
                        by(ONE) + text + ", \"request\": 1",
                        "REQUEST_WITHDRAWN"),
                new Example(
                        Kind.GIVE_OPINION,
                        Before.ASKED_BY_ANOTHER,
                        by(ONE) + text + ", \"request\": 1",
                        "agrees",
                        by(ONE) + text + ", \"request\": 2, \"agrees\": true",
                        "no-such-request",
                        by(ONE) + text + ", \"request\": 1, \"agrees\": true",
                        "OPINION_GIVEN"));
    }

    private static String by(String officer) {
        return "\"officer\": \"" + officer + "\"";
    }

    private static String nowhere(String more) {
        return by(ONE) + more + ", \"caseNumber\": \"NOWHERE\"";
    }

    static Stream<Arguments> everyExampleOnBothWays() {
        return examples().stream()
                .flatMap(example -> Arrays.stream(Way.values()).map(way -> Arguments.of(example, way)));
    }

    @Test // an act added without an example fails here
    void theExamplesNameEveryAct() {
        var onCases = EnumSet.complementOf(EnumSet.of(Kind.ANSWER_LIGHT)); // its example is below
        assertThat(examples()).extracting(Example::kind).containsExactlyInAnyOrderElementsOf(onCases);
    }

    @BeforeEach
    void aPartner() {
        assertThat(api.put(
                        token("ops", "ZWB", Role.OPS),
                        "/api/approval/partner-units/{unit}",
                        "{\"source\": \"//%s\"}".formatted(unit),
                        unit))
                .hasStatusOk();
    }

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    @ParameterizedTest
    @MethodSource("everyExampleOnBothWays")
    void isDoneUnderTheRulesOfADesk(Example example, Way way) {
        begin(example.before());
        var before = office.acts(number);

        if (!example.lacking().isEmpty()) {
            assertThat(tell(way, "lacking", example.kind(), example.lacking()).toString())
                    .contains("invalid-request")
                    .contains(example.field());
        }
        var forbidden = tell(way, "forbidden", example.kind(), example.forbidden());
        assertThat(forbidden.path("problem").asString()).isEqualTo("/problems/" + example.problem());
        assertThat(forbidden.path("done").asBoolean()).isFalse();
        assertThat(office.acts(number)).as("nothing happened").isEqualTo(before);

        var done = tell(way, "right", example.kind(), example.right());
        assertThat(done.path("done").asBoolean()).as("%s", done).isTrue();
        assertThat(office.acts(number)).last().isEqualTo(example.act());

        var other = way == Way.EVENT ? Way.CALL : Way.EVENT;
        assertThat(tell(other, "right", example.kind(), example.right())
                        .path("repeated")
                        .asBoolean())
                .as("told again on the other way it is the same act")
                .isTrue();
        var changed = example.right().replaceFirst("police-", "sheriff-");
        assertThat(tell(way, "right", example.kind(), changed).toString())
                .as("the reference stands for one content")
                .contains("reference-used");
        assertThat(office.acts(number)).hasSize(before.size() + 1).last().isEqualTo(example.act());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatTheFirstNoticeCouldHaveNamedIsDeclinedOfAPartner(Way way) {
        begin(Before.CORRECTION_OVER);

        var again = tell(way, "again", Kind.SUSPEND, by(ONE) + ", \"text\": \"法\"" + CORRECTION);

        assertThat(again.path("problem").asString()).isEqualTo("/problems/visible-at-first-notice");
        assertThat(again.path("detail").asString()).contains("SITE_PLAN");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aLightOfTheUnitIsAnsweredOnceAndNobodyElsesIs(Way way) {
        begin(Before.OPENED);
        var otherCase = number;
        begin(Before.OPENED);
        clock.set(Instant.parse("2026-03-12T04:00:00Z"));
        lights.turn();
        var light = light(number);
        var answer = by(ONE) + ", \"text\": \"等待现场核查\", \"light\": \"%s\"";

        assertThat(tell(way, "lacking", Kind.ANSWER_LIGHT, by(ONE) + ", \"text\": \"等待\"")
                        .toString())
                .contains("invalid-request")
                .contains("light");
        var notOfTheCase = tell(way, "elsewhere", Kind.ANSWER_LIGHT, answer.formatted(light(otherCase)));
        assertThat(notOfTheCase.path("problem").asString()).isEqualTo("/problems/no-such-light");
        assertThat(state(light)).isEqualTo("TURNED");

        assertThat(tell(way, "right", Kind.ANSWER_LIGHT, answer.formatted(light))
                        .path("done")
                        .asBoolean())
                .isTrue();
        assertThat(state(light)).isEqualTo("ANSWERED");
        assertThat(office.acts(number)).as("the case stays as it is").containsExactly("OPENED");
        assertThat(tell(way, "right", Kind.ANSWER_LIGHT, answer.formatted(light))
                        .path("repeated")
                        .asBoolean())
                .isTrue();
        assertThat(tell(way, "second", Kind.ANSWER_LIGHT, answer.formatted(light))
                        .path("problem")
                        .asString())
                .isEqualTo("/problems/already-answered");
    }

    private String light(String caseNumber) {
        return jdbc.sql("SELECT id FROM light WHERE case_number = ? AND severity = 'RED'")
                .param(caseNumber)
                .query(String.class)
                .single();
    }

    private String state(String light) {
        return jdbc.sql("SELECT state FROM light_standing WHERE light = ?")
                .param(Long.valueOf(light))
                .query(String.class)
                .single();
    }

    private void begin(Before before) {
        if (before == Before.ASKED_BY_ANOTHER) {
            receiptNumber = office.open(aFile().promised("SP-XK", asking, 0));
            number = caseOf(receiptNumber, "SP-XK");
            assertThat(api.post(approver(asking), "cases/{number}/opinions".replace("{number}", number), """
                            {"units": ["%s"], "rule": "ALL", "question": "?", "workingDays": 3}
                            """.formatted(
                                    unit)))
                    .hasStatusOk();
            return;
        }
        receiptNumber = office.open(
                before == Before.OF_THREE_STEPS
                        ? aFile().reviewed("SP-XK", unit, 0)
                        : aFile().promised("SP-XK", unit, 0));
        number = caseOf(receiptNumber, "SP-XK");
        var text = ", \"text\": \"材料齐全\"";
        switch (before) {
            case OPENED, ASKED_BY_ANOTHER -> {}
            case OF_THREE_STEPS, EXAMINED -> done(Kind.EXAMINE, by(ONE) + text);
            case VISITED ->
                done(Kind.RECORD_VISIT, by(ONE) + text + ", \"visitedOn\": \"2026-03-03\", \"place\": \"店内\"");
            case SUSPENDED ->
                done(Kind.SUSPEND, by(ONE) + text + ", \"suspension\": \"TESTING\", \"expectedWorkingDays\": 3");
            case CORRECTION_OVER -> {
                done(Kind.SUSPEND, by(ONE) + text + CORRECTION);
                done(Kind.RESUME, by(ONE));
            }
            case OPINIONS_ASKED ->
                done(
                        Kind.ASK_OPINIONS,
                        by(ONE) + text + ", \"units\": [\"GAJ\"], \"rule\": \"ALL\", \"workingDays\": 3");
            case HEARING_TOLD, HEARING_ASKED, HEARING_PLANNED -> {
                done(Kind.EXAMINE, by(ONE) + text);
                done(Kind.SUSPEND, by(OTHER) + text + ", \"suspension\": \"HEARING\", \"expectedWorkingDays\": 30");
                if (before != Before.HEARING_TOLD) {
                    done(Kind.ASK_HEARING, by(OTHER) + ", \"on\": \"2026-03-03\"");
                }
                if (before == Before.HEARING_PLANNED) {
                    done(
                            Kind.PLAN_HEARING,
                            by(OTHER) + ", \"on\": \"2026-03-13\", \"place\": \"三楼\", \"chair\": \"police-3\"");
                    clock.set(Instant.parse("2026-03-13T04:00:00Z"));
                }
            }
        }
    }

    private void done(Kind kind, String more) {
        var answer = call("before-" + ++told, kind, more);
        assertThat(answer.path("done").asBoolean()).as("%s", answer).isTrue();
    }

    private JsonNode tell(Way way, String reference, Kind kind, String more) {
        return switch (way) {
            case CALL -> call(reference, kind, more);
            case EVENT -> event(reference, kind, more);
        };
    }

    /** Without its beginning: an event names the unit, a call is the unit's by its token. */
    private String body(String reference, Kind kind, String more) {
        var caseNumber = more.contains("NOWHERE") ? "" : ", \"caseNumber\": \"" + number + "\"";
        return "\"reference\": \"%s\", \"act\": \"%s\"%s, %s}"
                .formatted(reference, kind, caseNumber, more.replace("OWN", unit));
    }

    private JsonNode call(String reference, Kind kind, String more) {
        var result = api.post(token("system", unit, Role.PARTNER), "partner-acts", "{" + body(reference, kind, more));
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    /** The topic keeps the order of one key, so the last of as many answers as there were acts is the one to this. */
    private JsonNode event(String reference, Kind kind, String more) {
        int count = sent.merge(reference, 1, Integer::sum);
        var headers = Events.cloudEvent(UUID.randomUUID(), ACTS + ".taken.v1", number, 1);
        headers.put("ce_source", "//" + unit);
        events.send(
                ACTS,
                receiptNumber,
                headers,
                ("{\"unit\": \"" + unit + "\", " + body(reference, kind, more)).getBytes(StandardCharsets.UTF_8));
        var answers = events.awaitAll(TASKS, SOON, one -> isOurs(one, reference), ours -> ours.size() == count);
        answers.forEach(Contract::holds);
        return Contract.data(answers.getLast());
    }

    private boolean isOurs(Received one, String reference) {
        return receiptNumber.equals(one.key())
                && one.type().endsWith("answered.v1")
                && Contract.data(one).get("reference").asString().equals(reference);
    }
}
