package onestop.appeal.appeals;

import static onestop.appeal.Office.AGENT;
import static onestop.appeal.Office.ANOTHER;
import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.OURS;
import static onestop.appeal.Office.WINDOW;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.words.AppealKind;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@WholeService
class ReceiveAppealIT {
    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsTakenWithItsLimits(AppealKind kind) {
        var appeal = requests.read(APPLICANT, requests.receive(kind.name()))
                .must(200)
                .json();
        var days = switch (kind) {
            case CONSULT, REPORT -> "2026-03-03";
            case SUGGESTION, OPINION, BLOCKED_MATTER -> "2026-03-09";
            case HELP, COMPLAINT, PROBLEM -> "2026-03-23";
        };
        assertThat(appeal.path("clocks").findValuesAsString("clock")).containsExactly("CONTACT", "OPINION", "SOLUTION");
        assertThat(appeal.path("clocks").get(2).path("dueOn").asString()).isEqualTo(days);
        assertThat(appeal.path("profile").asString()).isEqualTo("JUNAN");
    }

    @Test
    void anInvestorWithoutAnEnterpriseIsHeard() {
        var investor = person("investor", Role.APPLICANT);
        var id = requests.post(
                        investor, "{\"kind\": \"CONSULT\", \"title\": \"投资咨询\", \"text\": \"想建厂\", \"urgent\": true}")
                .must(201)
                .text("id");
        var appeal = requests.read(investor, id).must(200).json();
        assertThat(appeal.has("usci")).isFalse();
        assertThat(appeal.path("clocks").get(0).path("dueAt").asString()).startsWith("2026-03-02T11:10:00");
        assertThat(appeal.path("regionCode").asString()).isEqualTo("371327000000");
        requests.read(person("another-investor", Role.APPLICANT), id).mustBe(404, "no-such-appeal");
    }

    @Test
    void aClerkTakesDownWhatSomeEnterpriseSays() {
        var id = requests.post(WINDOW, """
                {"usci": "%s", "kind": "HELP", "title": "窗口代录", "text": "企业到窗口反映", "source": "SPECIAL_LINE"}
                """.formatted(ANOTHER)).must(201).text("id");
        assertThat(requests.read(WINDOW, id).text("source")).isEqualTo("SPECIAL_LINE");
        assertThat(requests.post(WINDOW, "{\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}")
                        .must(201)
                        .text("source"))
                .isEqualTo("WINDOW");
    }

    @Test
    void nobodySpeaksForAnEnterpriseThatTheyDoNotActFor() {
        var body = "{\"usci\": \"" + ANOTHER + "\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}";
        requests.post(APPLICANT, body).mustBe(403, "not-your-enterprise");
        requests.post(AGENT, body).mustBe(403, "not-your-enterprise");
        requests.post(COORDINATOR, body).mustBe(403, "role-not-allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"kind\": \"HELP\", \"text\": \"x\" | title | not-blank",
                "\"kind\": \"HELP\", \"title\": \"  \", \"text\": \"x\" | title | not-blank",
                "\"title\": \"x\", \"text\": \"x\" | kind | not-null",
                "\"kind\": \"PRAISE\", \"title\": \"x\", \"text\": \"x\" | kind | one-of",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"usci\": \"91371327MA3DEM0A2H\" | usci | usci-check-digit",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"usci\": \"91371327\" | usci | usci-length",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"usci\": \"9137132IMA3DEM0A2G\" | usci | usci-alphabet",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"usci\": \"91A71327MA3DEM0A2G\" | usci | usci-region",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"source\": \"WINDOW\" | source | one-of",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"regionCode\": \"3713\" | regionCode | pattern",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"about\": {} | about | names-nothing",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"about\": {\"ratingId\": \"r-1\"} | about.receiptNumber | required",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"about\": {\"caseNumber\": \"a b\"} | about.caseNumber | pattern",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"contact\": {\"phone\": \"119\"} | contact.phone | pattern",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"state\": \"CLOSED\" | state | unknown-field",
                "\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"a\\u0000\" | text | character"
            })
    void whatIsWrongIsNamedFieldByField(String fields, String field, String code) {
        requests.post(APPLICANT, "{" + fields + "}").mustBlame(field, code);
    }

    @Test
    void whatCameOfARatingOrOfFeedbackNamesIt() {
        var about = "{\"kind\": \"PROBLEM\", \"title\": \"x\", \"text\": \"x\", \"source\": \"%s\"%s}";
        requests.post(WINDOW, about.formatted("RATING", "")).mustBlame("about.ratingId", "required");
        requests.post(WINDOW, about.formatted("RATING", ", \"about\": {\"receiptNumber\": \"LN1\"}"))
                .mustBlame("about.ratingId", "required");
        requests.post(WINDOW, about.formatted("OPEN_FEEDBACK", ", \"about\": {\"unit\": \"GAJ\"}"))
                .mustBlame("about.feedbackId", "required");

        var received = requests.post(
                        WINDOW,
                        about.formatted("RATING", ", \"about\": {\"receiptNumber\": \"LN1\", \"ratingId\": \"r-1\"}"))
                .must(201);
        assertThat(received.json().at("/about/ratingId").asString()).isEqualTo("r-1");
        requests.post(WINDOW, about.formatted("OPEN_FEEDBACK", ", \"about\": {\"feedbackId\": \"f-1\"}"))
                .must(201);
    }

    @Test
    void ofTwoClerksWhoTakeUpOneFeedbackAtOnceOneDoes() throws Exception {
        for (int round = 0; round < 5; round++) {
            var feedback = "f-" + UUID.randomUUID();
            var taken = """
                    {"kind": "PROBLEM", "title": "x", "text": "x", "source": "OPEN_FEEDBACK", "about": {"feedbackId": "%s"}}""".formatted(feedback);
            var together = new CyclicBarrier(2);
            try (var threads = Executors.newFixedThreadPool(2)) {
                var work = Stream.of("window-one", "window-two")
                        .map(clerk -> (Callable<Requests.Answer>) () -> {
                            together.await();
                            return requests.post(person(clerk, Role.WINDOW), taken);
                        })
                        .toList();
                var answers = new ArrayList<String>();
                for (var done : threads.invokeAll(work)) {
                    answers.add(done.get().status() + " " + done.get().problem());
                }
                assertThat(answers).containsExactlyInAnyOrder("201 ", "409 feedback-taken-up");
            }
        }
    }

    @Test
    void ofOneOpenFeedbackOneAppealComes() {
        var feedback = "f-" + UUID.randomUUID();
        var taken =
                "{\"kind\": \"PROBLEM\", \"title\": \"%s\", \"text\": \"x\", \"source\": \"%s\", \"about\": {\"feedbackId\": \"%s\"}}";
        var key = UUID.randomUUID().toString();
        var first = requests.post(WINDOW, key, taken.formatted("x", "OPEN_FEEDBACK", feedback))
                .must(201);
        var again = UUID.randomUUID().toString();
        requests.post(WINDOW, again, taken.formatted("x", "OPEN_FEEDBACK", feedback))
                .mustBe(409, "feedback-taken-up");
        requests.post(WINDOW, taken.formatted("y", "OPEN_FEEDBACK", feedback)).mustBe(409, "feedback-taken-up");

        assertThat(requests.post(WINDOW, key, taken.formatted("x", "OPEN_FEEDBACK", feedback))
                        .must(201)
                        .text("id"))
                .isEqualTo(first.text("id"));
        requests.post(WINDOW, again, taken.formatted("x", "OPEN_FEEDBACK", "f-" + UUID.randomUUID()))
                .must(201);
        requests.post(WINDOW, taken.formatted("x", "WINDOW", feedback)).must(201);
    }

    @Test
    void textsHaveALimit() {
        requests.post(APPLICANT, body("长".repeat(101), "x")).mustBlame("title", "size");
        requests.post(APPLICANT, body("x", "长".repeat(4001))).mustBlame("text", "size");
        requests.post(APPLICANT, body("长".repeat(100), "长".repeat(4000))).must(201);
    }

    private static String body(String title, String text) {
        return "{\"kind\": \"HELP\", \"title\": \"%s\", \"text\": \"%s\"}".formatted(title, text);
    }

    @Test
    void theIdempotencyKeyIsNeededAndBelongsToOneRequest() {
        requests.post(APPLICANT, null, body("x", "x")).mustBlame("Idempotency-Key", "required");
        var key = UUID.randomUUID().toString();
        requests.post(APPLICANT, key, body("x", "x")).must(201);
        requests.post(APPLICANT, key, body("x", "y")).mustBe(409, "idempotency-key-reused");
    }

    @Test
    void aDeclinedRequestLeavesNothingAndItsKeyIsFree() {
        var key = UUID.randomUUID().toString();
        requests.post(
                        APPLICANT,
                        key,
                        "{\"usci\": \"" + ANOTHER + "\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}")
                .mustBe(403, "not-your-enterprise");
        requests.post(
                        APPLICANT,
                        key,
                        "{\"usci\": \"" + OURS + "\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}")
                .must(201);
    }

    @Test
    void aCreditCodeIsTakenInLowerCaseAndKeptInCapitals() {
        var answer = requests.post(
                        APPLICANT,
                        "{\"usci\": \"91371327ma3dem0a2g\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}")
                .must(201);
        assertThat(answer.text("usci")).isEqualTo(OURS);
    }
}
