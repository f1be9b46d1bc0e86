package onestop.evaluation.contract;

import static onestop.evaluation.Hall.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The request examples of openapi.yaml, sent as they stand there but for what names one thing among many: they are taken. */
@WholeService
class ExamplesIT {
    private static final String RATINGS = "/api/evaluation/ratings";
    private static final String BY_CODE = "/api/evaluation/r/{code}";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    private String unit = "";

    @BeforeEach
    void onTheDayOfTheExamples() {
        clock.setTo("2026-03-05");
        unit = Hall.newUnit();
        steps.inTheCatalogue(unit, "QY-BG", "PKG-BG-MC");
    }

    static Stream<JsonNode> ratings() {
        return examples(RATINGS).stream();
    }

    @ParameterizedTest
    @MethodSource("ratings")
    void aRating(JsonNode example) {
        var sent = with(example, Map.of("invitationId", steps.invitation(unit).toString()));

        taken(RATINGS, RATINGS, sent, Hall.APPLICANT);
    }

    @Test
    void thereIsAGoodAndABadOne() {
        assertThat(ratings())
                .extracting(one -> one.path("level").asString())
                .contains("VERY_SATISFIED", "DISSATISFIED");
    }

    @Test
    void aRatingByCode() {
        for (var example : examples(BY_CODE)) {
            taken(BY_CODE, BY_CODE.replace("{code}", steps.code(steps.invitation(unit))), example, Hall.APPLICANT);
        }
    }

    @Test
    void whatARaterSaysOnceItIsPutRight() {
        var signedIn = RATINGS + "/{ratingId}/follow-up";
        for (var example : examples(signedIn)) {
            var rating = json(steps.rate(Hall.Steps.bad(steps.invitation(unit), false)));
            putRight(rating);
            taken(
                    signedIn,
                    signedIn.replace("{ratingId}", rating.path("ratingId").asString()),
                    example,
                    Hall.APPLICANT);
        }
        for (var example : examples(BY_CODE + "/follow-up")) {
            var invitation = steps.invitation(unit);
            putRight(json(steps.rate(Hall.Steps.bad(invitation, false))));
            taken(
                    BY_CODE + "/follow-up",
                    BY_CODE.replace("{code}", steps.code(invitation)) + "/follow-up",
                    example,
                    Hall.APPLICANT);
        }
    }

    private void putRight(JsonNode rating) {
        steps.putRight(
                UUID.fromString(
                        rating.path("rectification").path("rectificationId").asString()),
                unit);
    }

    @Test
    void aPoster() {
        var path = "/api/evaluation/feedback-points";
        for (var example : examples(path)) {
            taken(path, path, with(example, Map.of("unit", unit)), Hall.SUPERVISOR);
        }
    }

    @Test
    void anAppointmentAndAReview() {
        var reviewers = "/api/evaluation/reviewers";
        var reviewer = "woodpecker-" + unit;
        for (var example : examples(reviewers)) {
            taken(reviewers, reviewers, with(example, Map.of("reviewer", reviewer)), Hall.SUPERVISOR);
        }
        var reviews = "/api/evaluation/reviews";
        for (var example : examples(reviews)) {
            taken(reviews, reviews, with(example, Map.of("unit", unit)), TestTokens.of(reviewer, Role.APPLICANT));
        }
    }

    @Test
    void anImprovement() {
        var path = "/api/evaluation/improvements";
        for (var example : examples(path)) {
            taken(path, path, with(example, Map.of("unit", unit)), Hall.SUPERVISOR);
        }
    }

    private void taken(String described, String path, JsonNode body, String token) {
        MvcTestResult answer =
                steps.post(path, body.toString(), token, UUID.randomUUID().toString());

        assertThat(answer).as(body.toString()).hasStatus(201);
        Contracts.SERVICE.assertAnswer("POST", described, 201, json(answer));
    }

    private static JsonNode with(JsonNode example, Map<String, String> names) {
        var sent = (ObjectNode) example.deepCopy();
        names.forEach(sent::put);
        return sent;
    }

    /** Those of the body that is posted there; one at least. */
    private static List<JsonNode> examples(String path) {
        var media = Contracts.SERVICE
                .openApi()
                .path("paths")
                .path(path)
                .path("post")
                .path("requestBody")
                .path("content")
                .path("application/json");
        var several = media.path("examples").valueStream().map(example -> example.path("value"));
        var all = media.has("example")
                ? Stream.concat(Stream.of(media.path("example")), several).toList()
                : several.toList();
        assertThat(all).as(path).isNotEmpty();
        return all;
    }
}
