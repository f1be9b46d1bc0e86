package onestop.evaluation.ratings;

import static onestop.evaluation.Hall.Steps.bad;
import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Whoever was rated never learns who rated: field by field, in every answer, event and log line. */
@WholeService
@ExtendWith(OutputCaptureExtension.class)
class WhoMaySeeIT {
    private static final Set<String> OF_THE_RATER = Set.of("applicant", Hall.OURS, "0539-7212345", "沂蒙食品");

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    private String unit = "";
    private String receipt = "";
    private JsonNode rating = tools.jackson.databind.node.MissingNode.getInstance();
    private UUID order = new UUID(0, 0);

    @BeforeEach
    void onAThursday() {
        clock.setTo("2026-03-05");
    }

    private void rated(boolean anonymous) {
        rated(anonymous, newUnit());
    }

    private void rated(boolean anonymous, String byUnit) {
        unit = byUnit;
        var invitation = steps.invitation(unit);
        receipt = jdbc.sql("SELECT receipt_number FROM invitation WHERE id = ?")
                .param(invitation)
                .query(String.class)
                .single();
        rating = json(steps.rate(bad(invitation, anonymous)));
        order = UUID.fromString(
                rating.path("rectification").path("rectificationId").asString());
    }

    @Test
    void ofAnAnonymousRatingTheUnitReadsThisAndNothingElse() {
        rated(true);

        var toTheUnit =
                read("/api/evaluation/ratings/" + rating.path("ratingId").asString(), Hall.manager(unit));

        assertThat(toTheUnit.propertyNames())
                .containsExactlyInAnyOrder(
                        "ratingId",
                        "service",
                        "unit",
                        "matter",
                        "level",
                        "good",
                        "labels",
                        "text",
                        "channel",
                        "anonymous",
                        "ratedOn",
                        "rectification");
        assertThat(toTheUnit.path("rectification").propertyNames())
                .containsExactlyInAnyOrder("rectificationId", "status");
        assertNothingOfTheRater(toTheUnit);
        assertThat(toTheUnit.toString())
                .doesNotContain(receipt)
                .doesNotContain(rating.path("invitationId").asString());
    }

    @Test
    void ofAnOrderAboutAnAnonymousRatingTheUnitReadsThisAndNothingElse() {
        rated(true);
        var manager = Hall.manager(unit);

        for (var answer : List.of(
                read("/api/evaluation/rectifications/" + order, manager),
                json(steps.put(order, "contact", "{}", manager)),
                json(steps.put(order, "confirmation", "{}", manager)),
                json(steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager)))) {
            Contracts.assertAnswer("Rectification", answer);
            assertThat(fields(answer, ""))
                    .isSubsetOf(
                            "rectificationId",
                            "origin",
                            "originId",
                            "objectionDueOn",
                            "judgement.truth",
                            "judgement.reasonable",
                            "judgement.grade",
                            "check.dueOn",
                            "check.light",
                            "ratingId",
                            "unit",
                            "unitNameZh",
                            "unitNameEn",
                            "status",
                            "round",
                            "light",
                            "openedOn",
                            "complex",
                            "complexReason",
                            "result",
                            "callBackAttempts",
                            "callBackOutcome",
                            "closedAt",
                            "version",
                            "steps.version",
                            "steps.step",
                            "steps.at",
                            "steps.on",
                            "steps.by",
                            "steps.note",
                            "rating.level",
                            "rating.labels.code",
                            "rating.labels.level",
                            "rating.labels.labelZh",
                            "rating.labels.labelEn",
                            "rating.labels.core",
                            "rating.labels.usingStatus",
                            "rating.labels.labelSet",
                            "rating.text",
                            "rating.service",
                            "rating.matter",
                            "rating.matterNameZh",
                            "rating.matterNameEn",
                            "rating.anonymous",
                            "contact.startOn",
                            "contact.workingDays",
                            "contact.dueOn",
                            "contact.provisional",
                            "contact.doneAt",
                            "contact.late",
                            "contact.light",
                            "contact.days.date",
                            "contact.days.counted",
                            "contact.days.reason",
                            "rectify.startOn",
                            "rectify.workingDays",
                            "rectify.dueOn",
                            "rectify.provisional",
                            "rectify.doneAt",
                            "rectify.late",
                            "rectify.light",
                            "rectify.days.date",
                            "rectify.days.counted",
                            "rectify.days.reason");
            assertNothingOfTheRater(answer);
            assertThat(answer.toString()).doesNotContain(receipt);
        }
        var list = read("/api/evaluation/rectifications", manager);
        Contracts.assertAnswer("RectificationPage", list);
        assertNothingOfTheRater(list);
        assertThat(list.toString()).doesNotContain(receipt);
    }

    @Test
    void ofAnAnonymousRatingTheUnitLearnsTheDayAndTheOfficeTheMoment() {
        clock.setTo(Instant.parse("2026-03-05T04:12:12Z"));
        rated(true);
        var manager = Hall.manager(unit);
        clock.setTo("2026-03-06");
        steps.put(order, "contact", "{}", manager);
        steps.put(order, "confirmation", "{}", manager);
        steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager);
        clock.setTo(Instant.parse("2026-03-06T04:13:13Z"));
        var path = "/api/evaluation/ratings/" + rating.path("ratingId").asString();
        var about = "/api/evaluation/rectifications/" + order;
        assertThat(steps.post(
                        path + "/follow-up",
                        "{\"level\":\"SATISFIED\",\"channel\":\"MOBILE\"}",
                        Hall.APPLICANT,
                        UUID.randomUUID().toString()))
                .hasStatus(201);
        rated(true, unit);

        for (var readable : List.of(path, about, "/api/evaluation/rectifications?limit=1")) {
            var toTheUnit = read(readable, manager).toString();
            assertThat(toTheUnit).as(readable).contains("2026-03-06").doesNotContain("12:12:12", "12:13:13");
        }
        var next = read("/api/evaluation/rectifications?limit=1", manager)
                .path("next")
                .asString();
        assertThat(new String(Base64.getUrlDecoder().decode(next), StandardCharsets.ISO_8859_1))
                .as("nor does the place in the list tell it")
                .doesNotContain("2026-03");
        assertThat(UUID.fromString(rating.path("ratingId").asString()).version())
                .as("nor the number")
                .isEqualTo(4);
        assertThat(read(path, Hall.SUPERVISOR).toString()).contains("12:12:12", "12:13:13");
        assertThat(read(path, Hall.AUDITOR).toString()).contains("12:12:12", "12:13:13");
        assertThat(read(path, Hall.APPLICANT).toString()).contains("12:12:12", "12:13:13");
    }

    @Test
    void underANameTheUnitLearnsTheFileButNotThePersonOrTheContact() {
        rated(false);
        var manager = Hall.manager(unit);

        var toTheUnit =
                read("/api/evaluation/ratings/" + rating.path("ratingId").asString(), manager);
        var orderOfTheUnit = read("/api/evaluation/rectifications/" + order, manager);

        assertThat(toTheUnit.path("receiptNumber").asString()).isEqualTo(receipt);
        assertThat(orderOfTheUnit.path("rating").path("receiptNumber").asString())
                .isEqualTo(receipt);
        assertNothingOfTheRater(toTheUnit);
        assertNothingOfTheRater(orderOfTheUnit);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSupervisorLearnsHowToReachTheRaterAndTheAuditorDoesNot(boolean anonymous) {
        rated(anonymous);
        var path = "/api/evaluation/ratings/" + rating.path("ratingId").asString();

        var toTheSupervisor = read(path, Hall.SUPERVISOR);
        assertThat(toTheSupervisor.path("contact").asString()).isEqualTo("0539-7212345");
        assertThat(toTheSupervisor.path("receiptNumber").asString()).isEqualTo(receipt);
        assertThat(read("/api/evaluation/rectifications/" + order, Hall.SUPERVISOR)
                        .path("rating")
                        .path("receiptNumber")
                        .asString())
                .isEqualTo(receipt);
        var toTheAuditor = read(path, Hall.AUDITOR);
        assertNothingOfTheRater(toTheAuditor);
        assertThat(toTheAuditor.has("receiptNumber")).isEqualTo(!anonymous);
        assertThat(read(path, Hall.APPLICANT).has("contact")).isFalse();
    }

    @Test
    void aManagerWhoIsAlsoSupervisorSeesWhatAManagerSees() {
        rated(true);
        var both = TestTokens.token("both")
                .roles(Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();

        assertNothingOfTheRater(
                read("/api/evaluation/ratings/" + rating.path("ratingId").asString(), both));
        assertThat(read("/api/evaluation/rectifications/" + order, both).toString())
                .doesNotContain(receipt);
    }

    @Test
    void whatTheSupervisorNotesOfACallIsNotToldToTheUnitUnlessTheOrderGoesBackToIt() {
        rated(true);
        var manager = Hall.manager(unit);
        steps.put(order, "contact", "{}", manager);
        steps.put(order, "confirmation", "{}", manager);
        steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager);
        steps.put(order, "call-back", "{\"reached\":false,\"note\":\"王女士未接\"}", Hall.SUPERVISOR);
        steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":false,\"note\":\"材料仍有误\"}", Hall.SUPERVISOR);

        var path = "/api/evaluation/rectifications/" + order;
        assertThat(read(path, manager).toString()).doesNotContain("王女士").contains("材料仍有误");
        assertThat(read(path, Hall.SUPERVISOR).toString()).contains("王女士");
    }

    @Test
    void anotherUnitAndAnotherEnterpriseDoNotLearnOfIt() {
        rated(false);
        var path = "/api/evaluation/ratings/" + rating.path("ratingId").asString();

        assertThat(steps.get(path, Hall.manager(newUnit()))).hasStatus(404);
        assertThat(steps.get(path, Hall.STRANGER)).hasStatus(404);
        assertThat(steps.get("/api/evaluation/rectifications/" + order, Hall.manager(newUnit())))
                .hasStatus(404);
        assertThat(json(steps.get("/api/evaluation/invitations?receiptNumber=" + receipt, Hall.STRANGER))
                        .path("items"))
                .isEmpty();
    }

    @Test
    void eventsAndLogsDoNotKnowTheRater(CapturedOutput output) {
        rated(true);

        Eventually.within(java.time.Duration.ofSeconds(20), () -> {
            assertThat(events.list("onestop.evaluation.rating", receipt)).hasSize(2);
            assertThat(events.list("onestop.evaluation.rectification", order.toString()))
                    .hasSize(1);
        });
        for (var event : events.list("onestop.evaluation.rating", receipt)) {
            assertThat(event.text() + event.headers())
                    .doesNotContain(OF_THE_RATER)
                    .doesNotContain("比承诺的时间晚了两天");
        }
        for (var event : events.list("onestop.evaluation.rectification", order.toString())) {
            assertThat(event.text() + event.headers())
                    .doesNotContain(OF_THE_RATER)
                    .doesNotContain("比承诺的时间晚了两天");
        }
        assertThat(output.getAll()).doesNotContain("0539-7212345", "比承诺的时间晚了两天", Hall.OURS);
    }

    private JsonNode read(String path, String token) {
        var answer = steps.get(path, token);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    private static void assertNothingOfTheRater(JsonNode answer) {
        assertThat(answer.toString()).doesNotContain(OF_THE_RATER);
    }

    private static Set<String> fields(JsonNode node, String path) {
        var fields = new TreeSet<String>();
        if (node.isArray()) {
            node.forEach(element -> fields.addAll(fields(element, path)));
        } else if (node.isObject()) {
            node.forEachEntry((name, value) -> fields.addAll(fields(value, path.isEmpty() ? name : path + "." + name)));
        } else {
            fields.add(path);
        }
        return fields;
    }
}
