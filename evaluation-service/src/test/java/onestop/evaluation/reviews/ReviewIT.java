package onestop.evaluation.reviews;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.manager;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.SampleFiles;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@WholeService
class ReviewIT {
    private static final String REVIEWS = "/api/evaluation/reviews";
    private static final String REVIEWERS = "/api/evaluation/reviewers";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    private String unit = "";
    private String item = "";
    private String reviewer = "";
    private String woodpecker = "";

    @BeforeEach
    void aReviewerAndAUnitOfTheirOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        jdbc.sql("INSERT INTO catalogue_name (kind, code, name_zh, sequence) VALUES ('UNIT', :code, '某单位', 1)")
                .param("code", unit)
                .update();
        item = "SX-" + unit;
        steps.inTheCatalogue(unit, item);
        reviewer = "woodpecker-" + UUID.randomUUID();
        woodpecker = TestTokens.of(reviewer, Role.APPLICANT);
    }

    @Test
    void eachBadFindingOpensAnOrderAndAGoodOneDoesNot() {
        appointed("2026-01-01", "2026-12-31");

        var filed = file("""
                [{"level":"DISSATISFIED","text":"叫号屏不显示","item":"%s"},
                 {"level":"SATISFIED","text":"引导员主动"},
                 {"level":"VERY_DISSATISFIED","text":"窗口无人"}]
                """.formatted(item));

        assertThat(filed).hasStatus(201);
        Contracts.assertAnswer("Review", json(filed));
        var findings = json(filed).path("findings");
        assertThat(findings.get(1).has("rectificationId")).isFalse();
        var orders = List.of(
                findings.get(0).path("rectificationId").asString(),
                findings.get(2).path("rectificationId").asString());
        assertThat(order(orders.get(0)).path("rating").path("text").asString()).isEqualTo("叫号屏不显示");
        assertThat(order(orders.get(0)).path("rating").path("matter").asString())
                .isEqualTo(item);
        assertThat(order(orders.get(1)).path("rating").path("level").asString()).isEqualTo("VERY_DISSATISFIED");
        assertThat(order(orders.get(1)).path("origin").asString()).isEqualTo("REVIEW");
        for (var id : orders) {
            Eventually.within(
                    Duration.ofSeconds(20),
                    () -> assertThat(events.list("onestop.evaluation.rectification", id))
                            .hasSize(1));
            var event = events.list("onestop.evaluation.rectification", id).getFirst();
            Contracts.assertEvent(event.type(), event.text());
            assertThat(event.text()).doesNotContain(reviewer).doesNotContain("叫号屏");
        }
    }

    @Test
    void aReviewIsCountedApart() {
        appointed("2026-01-01", "2026-12-31");
        var filed = json(file("[{\"level\":\"DISSATISFIED\",\"text\":\"叫号屏不显示\"}]"));

        assertThat(figures()).isEqualTo("1/1 0/1");
        var ratings = json(steps.get(
                "/api/evaluation/indicators?unit=" + unit + "&from=2026-01-01&to=2026-12-31", Hall.SUPERVISOR));
        assertThat(ratings.path("ratings").asLong()).isZero();
        assertThat(ratings.path("rectificationRate").path("denominator").asLong())
                .isZero();

        var order = UUID.fromString(
                filed.path("findings").get(0).path("rectificationId").asString());
        steps.put(order, "contact", "{}", manager(unit));
        steps.put(order, "confirmation", "{}", manager(unit));
        steps.put(order, "rectification", "{\"result\":\"已修复\"}", manager(unit));
        assertThat(figures()).isEqualTo("1/1 1/1");
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.rectification", order.toString()))
                        .extracting(Events.Received::type)
                        .filteredOn(type -> !type.equals("onestop.evaluation.rectification.handled.v1"))
                        .containsExactly(
                                "onestop.evaluation.rectification.opened-on-finding.v1",
                                "onestop.evaluation.rectification.closed-on-finding.v1"));
        var closed = events.list("onestop.evaluation.rectification", order.toString())
                .getLast();
        Contracts.assertEvent(closed.type(), closed.text());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-05, 2026-03-05, 201",
        "2026-01-01, 2026-03-04, 403",
        "2026-03-06, 2026-12-31, 403",
    })
    void onlyWhoIsAppointedOnTheDayOfTheVisitReviews(String from, String to, int status) {
        appointed(from, to);

        assertThat(file("[]")).hasStatus(status);
    }

    @Test
    void whoIsNotAppointedOrBelongsToTheUnitDoesNotReview() {
        assertRefused(file("[]"), 403, "not-appointed");

        appointed("2026-01-01", "2026-12-31");
        var colleague =
                TestTokens.token(reviewer).roles(Role.APPLICANT).unit(unit).sign();
        assertRefused(file("[]", "2026-03-05", colleague), 403, "own-matter");
    }

    @Test
    void anAppointmentThatIsEndedEndsWithTheDay() {
        var appointment = appointed("2026-01-01", "2026-12-31");

        var ended = steps.putTo(REVIEWERS + "/" + appointment + "/ending", "{\"reason\":\"工作调动\"}", Hall.SUPERVISOR);

        Contracts.assertAnswer("Appointment", json(ended));
        assertThat(json(ended).path("endsOn").asString()).isEqualTo("2026-03-05");
        assertThat(file("[]")).hasStatus(201);
        clock.setTo("2026-03-06");
        assertRefused(file("[]", "2026-03-06", woodpecker), 403, "not-appointed");
        assertRefused(
                steps.putTo(REVIEWERS + "/" + appointment + "/ending", "{\"reason\":\"再次\"}", Hall.SUPERVISOR),
                409,
                "appointment-over");
        assertRefused(
                steps.putTo(REVIEWERS + "/" + UUID.randomUUID() + "/ending", "{\"reason\":\"x\"}", Hall.SUPERVISOR),
                404,
                "no-such-appointment");
    }

    @Test
    void anAppointmentThatIsEndedBeforeItBeginsNeverBegins() {
        var appointment = appointed("2026-03-06", "2026-12-31");

        var ended = steps.putTo(REVIEWERS + "/" + appointment + "/ending", "{\"reason\":\"撤销\"}", Hall.SUPERVISOR);

        Contracts.assertAnswer("Appointment", json(ended));
        clock.setTo("2026-03-06");
        assertRefused(file("[]", "2026-03-06", woodpecker), 403, "not-appointed");
        assertRefused(
                steps.putTo(REVIEWERS + "/" + appointment + "/ending", "{\"reason\":\"再次\"}", Hall.SUPERVISOR),
                409,
                "appointment-over");
        var anew = appointed("2026-03-06", "2026-03-31");
        assertThat(file("[]", "2026-03-06", woodpecker)).hasStatus(201);
        assertThat(allAppointments()).contains(appointment.toString(), anew.toString());
    }

    /** Page by page. */
    private List<String> allAppointments() {
        var all = new ArrayList<String>();
        var path = REVIEWERS + "?limit=1";
        for (var next = ""; next != null; ) {
            var page = json(steps.get(path + next, Hall.SUPERVISOR));
            all.addAll(page.path("items").findValuesAsString("appointmentId"));
            next = page.hasNonNull("next") ? "&after=" + page.path("next").asString() : null;
        }
        return all;
    }

    @Test
    void anAppointmentThatIsEndedOnItsFirstDayIsGoodForThatDay() {
        var appointment = appointed("2026-03-05", "2026-12-31");
        assertThat(steps.putTo(REVIEWERS + "/" + appointment + "/ending", "{\"reason\":\"撤销\"}", Hall.SUPERVISOR))
                .hasStatus(200);

        assertThat(file("[]")).hasStatus(201);
        assertThat(appoint("2026-03-05", "2026-03-31")).hasStatus(409);
        assertThat(appoint("2026-03-06", "2026-03-31")).hasStatus(201);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-30, 2026-08-01, 409", "2025-01-01, 2026-01-01, 409", "2026-07-01, 2026-12-31, 201"})
    void appointmentsOfOneReviewerDoNotOverlap(String from, String to, int status) {
        appointed("2026-01-01", "2026-06-30");

        assertThat(appoint(from, to)).hasStatus(status);
    }

    @Test
    void ofManyWhoAppointTheSameAtOnceOneDoes() throws Exception {
        var answers = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            answers.add(() -> appoint("2026-01-01", "2026-12-31").getResponse().getStatus());
        }

        assertThat(atOnce(answers))
                .filteredOn(status -> status != 503)
                .containsOnlyOnce(201)
                .containsOnly(201, 409);
    }

    @Test
    void theUnitReadsWhatWasFoundAndNeverByWhom() {
        appointed("2026-01-01", "2026-12-31");
        var review = json(file("[{\"level\":\"SATISFIED\",\"text\":\"引导员主动\"}]"))
                .path("reviewId")
                .asString();

        var toTheUnit = json(steps.get(REVIEWS + "/" + review, manager(unit)));
        var listed = json(steps.get(REVIEWS, manager(unit)));

        Contracts.assertAnswer("Review", toTheUnit);
        Contracts.assertAnswer("ReviewPage", listed);
        assertThat(toTheUnit.toString() + listed).doesNotContain(reviewer).contains("引导员主动");
        assertThat(json(steps.get(REVIEWS + "/" + review, woodpecker))
                        .path("reviewer")
                        .asString())
                .isEqualTo(reviewer);
        assertThat(json(steps.get(REVIEWS + "/" + review, Hall.AUDITOR))
                        .path("reviewer")
                        .asString())
                .isEqualTo(reviewer);
        for (var role : List.of(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)) {
            assertNotToldWho(
                    review,
                    TestTokens.token("of-the-unit").roles(role).unit(unit).sign());
        }
        assertRefused(steps.get(REVIEWS + "/" + review, manager(newUnit())), 404, "no-such-review");
        assertRefused(steps.get(REVIEWS + "/" + review, Hall.STRANGER), 404, "no-such-review");
        assertRefused(steps.get(REVIEWS + "?unit=" + newUnit(), manager(unit)), 403, "not-your-unit");
        assertThat(steps.pages(REVIEWS, 50, Hall.STRANGER))
                .extracting(entry -> entry.path("reviewId").asString())
                .doesNotContain(review);
        assertThat(steps.pages(REVIEWS, 1, woodpecker)).hasSize(1);
    }

    private void assertNotToldWho(String review, String token) {
        var read = json(steps.get(REVIEWS + "/" + review, token));
        var listed = steps.pages(REVIEWS, 50, token).stream()
                .filter(entry -> entry.path("reviewId").asString().equals(review))
                .findFirst()
                .orElseThrow();
        for (var seen : List.of(read, listed)) {
            assertThat(seen.has("reviewer") || seen.has("filedAt")).isFalse();
        }
    }

    @Test
    void theNewestIsListedFirstAndAPageTellsTheUnitNoTime() {
        appointed("2026-01-01", "2026-12-31");
        var filed = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            clock.setTo(Instant.parse("2026-03-05T05:37:00Z").plusSeconds(i));
            filed.addFirst(json(file("[]")).path("reviewId").asString());
        }

        for (var reader : List.of(manager(unit), woodpecker)) {
            assertThat(steps.pages(REVIEWS, 2, reader))
                    .extracting(entry -> entry.path("reviewId").asString())
                    .containsExactlyElementsOf(filed);
        }
        var ofTheUnit = TestTokens.token("supervisor-" + unit)
                .roles(Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();
        for (var reader : List.of(manager(unit), ofTheUnit)) {
            var read = json(steps.get(REVIEWS + "/" + filed.getFirst(), reader));
            Contracts.assertAnswer("Review", read);
            assertThat(read.path("filedOn").asString()).isEqualTo("2026-03-05");
            assertThat(read.has("filedAt") || read.has("reviewer")).isFalse();
        }
        assertThat(json(steps.get(REVIEWS + "/" + filed.getFirst(), Hall.SUPERVISOR))
                        .path("filedAt")
                        .asString())
                .isEqualTo("2026-03-05T13:37:04+08:00");
    }

    @Test
    void aFindingOfTheWrongUnitIsTheRightOnesFromThenOn() {
        appointed("2026-01-01", "2026-12-31");
        var rightUnit = newUnit();
        jdbc.sql("INSERT INTO catalogue_name (kind, code, name_zh, sequence) VALUES ('UNIT', :code, '另一单位', 1)")
                .param("code", rightUnit)
                .update();
        var filed = json(file("[{\"level\":\"DISSATISFIED\",\"text\":\"窗口无人\"}]"));
        var review = filed.path("reviewId").asString();
        var order = UUID.fromString(
                filed.path("findings").get(0).path("rectificationId").asString());
        assertRefused(steps.get(REVIEWS + "/" + review, manager(rightUnit)), 404, "no-such-review");

        steps.put(order, "objection", "{\"kind\":\"WRONG_UNIT\",\"reason\":\"不归我们管\"}", manager(unit));
        assertThat(steps.put(
                        order,
                        "objection-decision",
                        "{\"upheld\":true,\"reason\":\"经核实\",\"rightUnit\":\"%s\"}".formatted(rightUnit),
                        Hall.SUPERVISOR))
                .hasStatus(200);

        assertThat(figures()).as("the visit stays, the finding has gone on").isEqualTo("1/1 0/0");
        assertThat(figures(rightUnit)).isEqualTo("0/0 0/1");
        var read = json(steps.get(REVIEWS + "/" + review, manager(rightUnit)));
        Contracts.assertAnswer("Review", read);
        assertThat(read.has("reviewer") || read.has("filedAt")).isFalse();
        for (var role : List.of(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)) {
            assertNotToldWho(
                    review,
                    TestTokens.token("of-the-right-unit")
                            .roles(role)
                            .unit(rightUnit)
                            .sign());
        }
        assertThat(steps.pages(REVIEWS, 50, manager(rightUnit)))
                .extracting(entry -> entry.path("reviewId").asString())
                .containsExactly(review);
    }

    @ParameterizedTest
    @CsvSource({
        "ITEM, XX-1, unknown-item",
        "WINDOW, XX-1, unknown-window",
        "HALL, hall-1, own-code-form",
        "PLATFORM, the-portal, own-code-form",
        "OFFICER, 13812345678, number-of-somebody"
    })
    void whatNobodyKnowsIsNotReviewed(String target, String code, String why) {
        appointed("2026-01-01", "2026-12-31");
        var answer = about(target, code);

        assertThat(answer).hasStatus(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo("targetCode");
        assertThat(json(answer).path("errors").get(0).path("code").asString()).isEqualToIgnoringCase(why);
    }

    @Test
    void whatIsKnownIsReviewed() {
        appointed("2026-01-01", "2026-12-31");
        var window = "W-" + unit;
        steps.tell(
                "windows",
                steps.event(
                        "onestop.intake.window.registered.v1",
                        window,
                        "{\"code\":\"%s\",\"level\":\"TOWN\",\"regionCode\":\"371327101000\"}".formatted(window)));

        for (var one : List.of(
                List.of("ITEM", item),
                List.of("WINDOW", window),
                List.of("PLATFORM", "PORTAL"),
                List.of("OFFICER", "officer-7"))) {
            assertThat(about(one.getFirst(), one.getLast())).as(one.getFirst()).hasStatus(201);
        }
    }

    @Test
    void whomAReviewIsAboutDecidesNothingOnItsOrder() {
        appointed("2026-01-01", "2026-12-31");
        var officer = "officer-" + unit;
        var filed = about("OFFICER", officer, "[{\"level\":\"DISSATISFIED\",\"text\":\"态度生硬\"}]");
        var order = UUID.fromString(
                json(filed).path("findings").get(0).path("rectificationId").asString());
        var supervises = TestTokens.of(officer, Role.EVALUATION_SUPERVISOR);
        assertNotToldWho(json(filed).path("reviewId").asString(), supervises);
        assertThat(steps.put(order, "contact", "{}", manager(unit))).hasStatus(200);
        assertThat(steps.put(order, "objection", "{\"kind\":\"MISTAKEN\",\"reason\":\"当日不在岗\"}", manager(unit)))
                .hasStatus(200);

        for (var command : Map.of(
                        "objection-decision", "{\"upheld\":true,\"reason\":\"属实\"}",
                        "call-back", "{\"reached\":true,\"satisfied\":true}",
                        "closure", "{}",
                        "check", "{\"passed\":true}",
                        "reopening", "{\"reason\":\"未改\"}",
                        "instruction", "{\"instruction\":\"立即整改\"}",
                        "talk", "{\"heldOn\":\"2026-03-05\",\"position\":\"局长\",\"conclusion\":\"限期整改\"}",
                        "second-call", "{\"reached\":true,\"satisfied\":true}")
                .entrySet()) {
            var answer = steps.put(order, command.getKey(), command.getValue(), supervises);
            assertThat(answer).as(command.getKey()).hasStatus(403);
            assertRefused(answer, 403, "own-matter");
        }
        assertThat(order(order.toString()).path("status").asString()).isEqualTo("OBJECTED");
        assertThat(steps.put(order, "objection-decision", "{\"upheld\":false,\"reason\":\"监控可证\"}", Hall.SUPERVISOR))
                .hasStatus(200);
    }

    @Test
    void whomAReviewNamesObjectsAndLearnsNeitherWhoNorWhen() {
        appointed("2026-01-01", "2026-12-31");
        var officer = "officer-" + unit;
        var filed = json(about("OFFICER", officer, "[{\"level\":\"DISSATISFIED\",\"text\":\"态度生硬\"}]"));
        var order = UUID.fromString(
                filed.path("findings").get(0).path("rectificationId").asString());
        var named = TestTokens.token(officer).roles(Role.WINDOW).unit(unit).sign();
        var objection = "{\"kind\":\"MISTAKEN\",\"reason\":\"当日不在岗\"}";
        var path = "/api/evaluation/rectifications/" + order;

        for (var other : List.of(
                TestTokens.token("a-colleague").roles(Role.WINDOW).unit(unit).sign(),
                TestTokens.token(officer).roles(Role.WINDOW).unit(newUnit()).sign())) {
            assertRefused(steps.get(path, other), 404, "no-such-rectification");
            assertRefused(steps.put(order, "objection", objection, other), 404, "no-such-rectification");
            assertThat(steps.pages("/api/evaluation/rectifications", 50, other)).isEmpty();
        }
        assertThat(steps.pages("/api/evaluation/rectifications", 50, named))
                .extracting(entry -> entry.path("rectificationId").asString())
                .containsExactly(order.toString());
        assertThat(steps.put(order, "objection", objection, named)).hasStatus(200);

        var read = steps.get(path, named);
        Contracts.assertAnswer("Rectification", json(read));
        assertThat(json(read).path("status").asString()).isEqualTo("OBJECTED");
        assertThat(json(read).path("rating").path("text").asString()).isEqualTo("态度生硬");
        assertThat(json(read).has("openedAt")).isFalse();
        assertThat(read.getResponse().getContentAsByteArray()).asString().doesNotContain(reviewer);
        assertThat(steps.pages("/api/evaluation/rectifications", 50, named)
                        .getFirst()
                        .has("openedAt"))
                .isFalse();
        assertRefused(steps.put(order, "objection", objection, manager(unit)), 409, "already-objected");
        var decides = TestTokens.of(officer, Role.EVALUATION_SUPERVISOR);
        var upheld = "{\"upheld\":true,\"reason\":\"考勤可证\"}";
        assertRefused(steps.put(order, "objection-decision", upheld, decides), 403, "own-matter");
        assertThat(steps.put(order, "objection-decision", upheld, Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(order(order.toString()).path("status").asString()).isEqualTo("INVALIDATED");
    }

    @Test
    void aReviewersPhotographsAreMadeAnewAndShownToWhoeverReadsTheReview() throws Exception {
        appointed("2026-01-01", "2026-12-31");
        var id = json(file("[{\"level\":\"DISSATISFIED\",\"text\":\"叫号屏不显示\"}]"))
                .path("reviewId")
                .asString();
        var picture = SampleFiles.image("png");

        assertThat(photo(id, 1, SampleFiles.image("jpeg"), woodpecker)).hasStatus(204);
        assertThat(photo(id, 2, picture, woodpecker)).hasStatus(204);
        assertThat(photo(id, 2, picture, woodpecker)).as("the same again").hasStatus(204);
        assertRefused(photo(id, 2, SampleFiles.image("png"), woodpecker), 409, "photo-number-taken");

        var read = json(steps.get(REVIEWS + "/" + id, manager(unit)));
        Contracts.assertAnswer("Review", read);
        assertThat(read.path("photos").asInt()).isEqualTo(2);
        for (var reader : List.of(manager(unit), Hall.SUPERVISOR, Hall.AUDITOR, woodpecker)) {
            var seen = steps.get(REVIEWS + "/" + id + "/photos/1", reader);
            assertThat(seen).hasStatus(200).hasContentType(MediaType.IMAGE_JPEG);
            assertThat(ImageIO.read(new ByteArrayInputStream(seen.getResponse().getContentAsByteArray())))
                    .isNotNull();
        }
        for (var other : List.of(manager(newUnit()), TestTokens.of("another-woodpecker", Role.APPLICANT))) {
            assertRefused(steps.get(REVIEWS + "/" + id + "/photos/1", other), 404, "no-such-review");
        }
        assertRefused(steps.get(REVIEWS + "/" + id + "/photos/3", Hall.SUPERVISOR), 404, "no-such-review");
    }

    @Test
    void whatIsNoPhotographOrNotOfTheReviewerOrTooLateIsNotTaken() {
        appointed("2026-01-01", "2026-12-31");
        var id = json(file("[]")).path("reviewId").asString();

        assertRefused(photo(id, 1, SampleFiles.pdf(), woodpecker), 415, "not-a-photo");
        assertRefused(
                photo(
                        id,
                        1,
                        SampleFiles.joined(
                                SampleFiles.image("png"), SampleFiles.archive(Map.of("a", SampleFiles.text("a")))),
                        woodpecker),
                422,
                "photo-unsafe");
        assertThat(photo(id, 0, SampleFiles.image("png"), woodpecker)).hasStatus(400);
        assertThat(photo(id, 4, SampleFiles.image("png"), woodpecker)).hasStatus(400);
        for (var other : List.of(Hall.SUPERVISOR, TestTokens.of("another-woodpecker", Role.APPLICANT))) {
            assertRefused(photo(id, 1, SampleFiles.image("png"), other), 404, "no-such-review");
        }
        assertThat(photo(id, 1, SampleFiles.image("png"), manager(unit))).hasStatus(403);
        assertRefused(
                photo(UUID.randomUUID().toString(), 1, SampleFiles.image("png"), woodpecker), 404, "no-such-review");
        clock.setTo(clock.instant().plus(Duration.ofMinutes(61)));
        assertRefused(photo(id, 1, SampleFiles.image("png"), woodpecker), 404, "no-such-review");
        assertThat(json(steps.get(REVIEWS + "/" + id, Hall.SUPERVISOR))
                        .path("photos")
                        .asInt())
                .isZero();
    }

    private MvcTestResult photo(String id, int number, byte[] content, String token) {
        return mvc.put()
                .uri(REVIEWS + "/" + id + "/photos/" + number)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .content(content)
                .exchange();
    }

    private MvcTestResult about(String target, String code) {
        return about(target, code, "[]");
    }

    private MvcTestResult about(String target, String code, String findings) {
        return steps.post(
                REVIEWS,
                body(findings, "2026-03-05")
                        .replace(
                                "\"HALL\",\"targetCode\":\"HALL-1\"",
                                "\"%s\",\"targetCode\":\"%s\"".formatted(target, code)),
                woodpecker,
                UUID.randomUUID().toString());
    }

    @Test
    void aFindingIsOfAnItemThatIsKnown() {
        appointed("2026-01-01", "2026-12-31");
        var answer = file("""
                [{"level":"DISSATISFIED","text":"叫号屏不显示","item":"%s"},
                 {"level":"SATISFIED","text":"引导员主动"},
                 {"level":"DISSATISFIED","text":"样表有误","item":"XX-1"}]
                """.formatted(item));

        assertThat(answer).hasStatus(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo("findings[2].item");
        assertThat(json(answer).path("errors").get(0).path("code").asString()).isEqualTo("unknown-item");
        assertThat(figures()).as("nothing was filed").isEqualTo("0/0 0/0");
    }

    @Test
    void theSameReviewSentTwiceIsOne() {
        appointed("2026-01-01", "2026-12-31");
        var body = body("[{\"level\":\"DISSATISFIED\",\"text\":\"窗口无人\"}]", "2026-03-05");
        var key = UUID.randomUUID().toString();

        var first = steps.post(REVIEWS, body, woodpecker, key);
        var again = steps.post(REVIEWS, body, woodpecker, key);

        assertThat(json(again)).isEqualTo(json(first));
        assertThat(figures()).isEqualTo("1/1 0/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-06", "2026-02-02"})
    void aVisitLiesInTheLastThirtyDays(String visitedOn) {
        appointed("2026-01-01", "2026-12-31");

        var answer = file("[]", visitedOn, woodpecker);

        assertThat(answer).hasStatus(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo("visitedOn");
    }

    @Test
    void whatWasFiledStays() {
        appointed("2026-01-01", "2026-12-31");
        var review = UUID.fromString(json(file("[]")).path("reviewId").asString());

        for (var change : List.of("UPDATE review SET remark = 'x'", "DELETE FROM review")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() ->
                            jdbc.sql(change + " WHERE id = ?").param(review).update());
        }
    }

    private UUID appointed(String from, String to) {
        var answer = appoint(from, to);
        assertThat(answer).hasStatus(201);
        Contracts.assertAnswer("Appointment", json(answer));
        return UUID.fromString(json(answer).path("appointmentId").asString());
    }

    private MvcTestResult appoint(String from, String to) {
        return steps.post(
                REVIEWERS,
                """
                        {"reviewer":"%s","kind":"ENTREPRENEUR","startsOn":"%s","endsOn":"%s"}
                        """.formatted(reviewer, from, to),
                Hall.SUPERVISOR,
                UUID.randomUUID().toString());
    }

    private MvcTestResult file(String findings) {
        return file(findings, "2026-03-05", woodpecker);
    }

    private MvcTestResult file(String findings, String visitedOn, String token) {
        return steps.post(
                REVIEWS, body(findings, visitedOn), token, UUID.randomUUID().toString());
    }

    private String body(String findings, String visitedOn) {
        return """
                {"target":"HALL","targetCode":"HALL-1","unit":"%s","announced":false,"visitedOn":"%s",
                 "level":"SATISFIED","findings":%s}
                """.formatted(unit, visitedOn, findings);
    }

    private JsonNode order(String id) {
        var answer = json(steps.get("/api/evaluation/rectifications/" + id, manager(unit)));
        Contracts.assertAnswer("Rectification", answer);
        return answer;
    }

    private String figures() {
        return figures(unit);
    }

    private String figures(String of) {
        var figures = json(
                steps.get("/api/evaluation/review-figures?from=2026-01-01&to=2026-12-31&unit=" + of, Hall.SUPERVISOR));
        Contracts.assertAnswer("ReviewFigures", figures);
        return share(figures.path("goodRate")) + " " + share(figures.path("rectificationRate"));
    }

    private static String share(JsonNode ratio) {
        return ratio.path("numerator").asLong() + "/"
                + ratio.path("denominator").asLong();
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
        Contracts.assertAnswer("Problem", json(answer));
    }

    private static <T> List<T> atOnce(List<Callable<T>> actions) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var result : threads.invokeAll(actions)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
