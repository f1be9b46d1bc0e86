package onestop.evaluation.ratings;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.invitations.AnotherKey;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.invitations.Invitations;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Rating by the code of a service, as it comes by message, by square code or on the evaluator. */
@WholeService
class RateByCodeIT {
    private static final String GOOD = "{\"level\":\"VERY_SATISFIED\",\"labels\":[\"510\"],\"channel\":\"QR_CODE\"}";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Invitations invitations;

    @BeforeEach
    void onAThursday() {
        clock.setTo("2026-03-05");
    }

    @Test
    void whoeverHoldsTheCodeSeesTheServiceAndRatesItOnce() {
        var code = code(steps.invitation("XZSP"));

        var before = json(look(code));
        Contracts.assertAnswer("ServiceToRate", before);
        assertThat(before.path("status").asString()).isEqualTo("OPEN");
        assertThat(before.path("labels")).hasSize(40);
        var rated = rate(code, GOOD);
        assertThat(rated).hasStatus(201);
        Contracts.assertAnswer("Rating", json(rated));
        var after = json(look(code));
        Contracts.assertAnswer("ServiceToRate", after);
        assertThat(after.path("status").asString()).isEqualTo("RATED");
        assertThat(after.path("rating")).isEqualTo(json(rated));

        assertRefused(rate(code, GOOD), 409, "code-used");
    }

    @Test
    void whoeverHoldsTheCodeLaterLearnsNothingOfAnAnonymousRating() {
        var code = code(steps.invitation("XZSP"));
        assertThat(rate(code, GOOD.replaceFirst("\\{", "{\"anonymous\": true, ")))
                .hasStatus(201);

        var after = json(look(code));

        Contracts.assertAnswer("ServiceToRate", after);
        assertThat(after.path("status").asString()).isEqualTo("RATED");
        assertThat(after.has("rating")).isFalse();
    }

    @Test
    void onTheDeviceThatRatedTheRaterReadsItAgain() {
        var code = code(steps.invitation("XZSP"));
        var phone = UUID.randomUUID().toString();
        assertThat(mvc.post()
                        .uri("/api/evaluation/r/{code}", code)
                        .header("Device-Id", phone)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(GOOD.replaceFirst("\\{", "{\"anonymous\": true, "))
                        .exchange())
                .hasStatus(201);

        var own = json(mvc.get()
                .uri("/api/evaluation/r/{code}", code)
                .header("Device-Id", phone)
                .exchange());

        Contracts.assertAnswer("ServiceToRate", own);
        assertThat(own.path("rating").path("level").asString()).isEqualTo("VERY_SATISFIED");
        assertThat(json(mvc.get()
                                .uri("/api/evaluation/r/{code}", code)
                                .header("Device-Id", UUID.randomUUID().toString())
                                .exchange())
                        .has("rating"))
                .isFalse();
        assertThat(json(look(code)).has("rating")).isFalse();
    }

    @Test
    void theLinkIsForTheEnterpriseAndForWhoSendsMessagesAndForNobodyElse() {
        var invitation = steps.invitation("XZSP");
        var path = "/api/evaluation/invitations/" + invitation + "/link";

        var link = json(steps.get(path, Hall.APPLICANT));
        Contracts.assertAnswer("InvitationLink", link);
        assertThat(link.path("address").asString()).endsWith("/api/evaluation/r/" + code(invitation));
        assertThat(json(steps.get(path, TestTokens.of("messages", Role.PARTNER))))
                .isEqualTo(link);
        assertRefused(steps.get(path, Hall.STRANGER), 404, "no-such-invitation");
        var department = TestTokens.token("department").roles(Role.PARTNER).unit("XZSP");
        assertRefused(steps.get(path, department.sign()), 404, "no-such-invitation");
        var clerk = TestTokens.token("clerk").roles(Role.APPLICANT, Role.WINDOW).uscis(Hall.OURS);
        assertRefused(steps.get(path, clerk.sign()), 403, "staff-cannot-rate");
    }

    @Test
    void theSquareCodeLeadsToTheServiceAndNobodyFindsTheCodeInTheDatabase() throws Exception {
        var invitation = steps.invitation("XZSP");
        var link = json(steps.get("/api/evaluation/invitations/" + invitation + "/link", Hall.APPLICANT));
        var code = link.path("code").asString();

        var answer = mvc.get().uri("/api/evaluation/r/{code}/qr-code", code).exchange();

        assertThat(answer).hasStatus(200).hasContentType(MediaType.IMAGE_PNG);
        assertThat(read(answer.getResponse().getContentAsByteArray()))
                .isEqualTo(link.path("address").asString());
        assertThat(jdbc.sql("SELECT count(*) FROM invitation i WHERE to_jsonb(i)::text LIKE '%' || ? || '%'")
                        .param(code.substring(code.lastIndexOf('-') + 1))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aForgedCodeIsRefusedWhateverIsForged() {
        var code = code(steps.invitation("XZSP"));
        var other = code(steps.invitation("XZSP"));
        var signature = code.substring(code.lastIndexOf('-') + 1);

        assertRefused(
                rate(code.substring(0, code.length() - 1) + (code.endsWith("0") ? "1" : "0"), GOOD),
                403,
                "code-not-genuine");
        assertRefused(rate(other.substring(0, other.lastIndexOf('-') + 1) + signature, GOOD), 403, "code-not-genuine");
        assertRefused(rate("t2-zzzzzzzz-" + signature, GOOD), 403, "code-not-genuine");
        assertRefused(rate("t1" + code.substring(2), GOOD), 403, "code-not-genuine");
        assertRefused(look(code.toUpperCase(java.util.Locale.ROOT)), 403, "code-not-genuine");
        assertRefused(look("x"), 403, "code-not-genuine");
        assertRefused(look("t2-zzzzzzzzzzzz-" + signature), 403, "code-not-genuine");
        assertRefused(mvc.get().uri("/api/evaluation/r/x/qr-code").exchange(), 403, "code-not-genuine");
        assertThat(rate(code, GOOD)).as("none of them used it up").hasStatus(201);
    }

    @Test
    void aCodeOfAnOlderKeyIsGoodUntilTheKeyIsTakenOut() {
        var service =
                invitations.find(new InvitationId(steps.invitation("XZSP"))).orElseThrow();
        var older = AnotherKey.code("t1:dGVzdHMgb25seTogdGhlIG9sZGVyIGtleSBvZiBjb2Q=", service);
        var gone = AnotherKey.code("t0:dGVzdHMgb25seTogYSBrZXkgdGFrZW4gb3V0IG9mIGk=", service);

        assertRefused(rate(gone, GOOD), 403, "code-of-unknown-key");
        assertRefused(look(gone), 403, "code-of-unknown-key");
        assertThat(rate(older, GOOD)).hasStatus(201);
        assertRefused(rate(code(service.id().value()), GOOD), 409, "code-used");
    }

    @Test
    void afterTheFifthWorkingDayTheCodeIsTooLate() {
        var code = code(steps.invitation("XZSP"));

        clock.setTo(java.time.Instant.parse("2026-03-12T16:00:00Z")); // midnight in the county

        assertRefused(rate(code, GOOD), 409, "rating-closed");
        assertThat(json(look(code)).path("status").asString()).isEqualTo("CLOSED");
        assertThat(json(look(code)).path("labels")).isEmpty();
    }

    @Test
    void whoIsSignedInForAnotherEnterpriseDoesNotRateWithACodeFoundSomewhere() {
        var code = code(steps.invitation("XZSP"));

        assertRefused(rate(code, GOOD, Hall.STRANGER, null), 403, "code-of-another-enterprise");
        assertThat(rate(code, GOOD, Hall.APPLICANT, null)).hasStatus(201);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"APPLICANT", "AGENT", "PARTNER"})
    void staffDoNotRateForTheApplicantWithACode(Role staff) {
        var code = code(steps.invitation("XZSP"));

        assertRefused(rate(code, GOOD, TestTokens.of("somebody", staff), null), 403, "staff-cannot-rate");
    }

    @Test
    void whoAskedAQuestionRatesItsAnswerByTheCodeAlone() {
        var number = "ZX" + newReceipt();
        steps.tell("invitations", steps.event("onestop.intake.consultation.answered.v1", number, """
                {"consultationNumber":"%s","unit":"%s","answeredAt":"2026-03-05T09:30:00+08:00"}
                """.formatted(
                        number, newUnit())));
        var invitation = steps.invitationOf(number, 6);

        assertRefused(steps.rate(Hall.Steps.good(invitation)), 404, "no-such-invitation");
        assertThat(rate(code(invitation), GOOD)).hasStatus(201);
    }

    @Test
    void aRatingBySignInAndOneByCodeAreOneRating() {
        var one = steps.invitation("XZSP");
        assertThat(steps.rate(Hall.Steps.good(one))).hasStatus(201);
        assertRefused(rate(code(one), GOOD), 409, "already-rated");

        var other = steps.invitation("XZSP");
        assertThat(rate(code(other), GOOD)).hasStatus(201);
        assertRefused(steps.rate(Hall.Steps.good(other)), 409, "already-rated");
    }

    @Test
    void aHundredAtOnceOnAllChannelsWithAndWithoutSigningInAreOneRating() throws Exception {
        var unit = newUnit();
        var invitation = steps.invitation(unit);
        var code = code(invitation);
        var channels = List.of("PC", "MOBILE", "QR_CODE", "HALL_TABLET", "HALL_TERMINAL", "PHONE", "SMS");
        var barrier = new CyclicBarrier(100);
        var answers = new ArrayList<MvcTestResult>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<MvcTestResult>>();
            for (int i = 0; i < 100; i++) {
                var body = GOOD.replace("QR_CODE", channels.get(i % channels.size()));
                var signedIn = i % 3 == 0 ? Hall.APPLICANT : null;
                running.add(threads.submit(() -> {
                    barrier.await();
                    return patiently(code, body, signedIn);
                }));
            }
            for (var one : running) {
                answers.add(one.get());
            }
        }

        assertThat(answers)
                .filteredOn(answer -> answer.getResponse().getStatus() == 201)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.getResponse().getStatus() == 409)
                .hasSize(99)
                .allSatisfy(answer -> assertThat(problem(answer)).isEqualTo("code-used"));
        assertThat(jdbc.sql("SELECT count(*) FROM rating WHERE unit = ?")
                        .param(unit)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theSameRequestSentAgainGetsTheFirstAnswer() {
        var code = code(steps.invitation("XZSP"));
        var key = UUID.randomUUID().toString();

        var first = rate(code, GOOD, null, key);
        var again = rate(code, GOOD, null, key);

        assertThat(again).hasStatus(201);
        assertThat(json(again)).isEqualTo(json(first));
        assertRefused(rate(code, GOOD.replace("510", "511"), null, key), 409, "idempotency-key-reused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":\"VERY_DISSATISFIED\",\"channel\":\"SMS\"}",
                "{\"level\":\"VERY_DISSATISFIED\",\"channel\":\"SMS\",\"labels\":[\"510\"]}",
                "{\"level\":\"VERY_SATISFIED\",\"channel\":\"SYSTEM_DEFAULT\"}",
                "{\"level\":\"VERY_SATISFIED\"}",
                "{}"
            })
    void whatIsNoRatingUsesNothingUp(String body) {
        var code = code(steps.invitation("XZSP"));

        var answer = rate(code, body);
        assertThat(answer).hasStatus(400);
        Contracts.assertAnswer("Problem", json(answer));
        assertThat(rate(code, GOOD)).hasStatus(201);
    }

    private MvcTestResult patiently(String code, String body, @Nullable String token) {
        while (true) {
            var answer = rate(code, body, token, null);
            if (answer.getResponse().getStatus() != 503) {
                return answer;
            }
        }
    }

    private String code(UUID invitation) {
        return steps.code(invitation);
    }

    private MvcTestResult look(String code) {
        return mvc.get().uri("/api/evaluation/r/{code}", code).exchange();
    }

    private MvcTestResult rate(String code, String body) {
        return rate(code, body, null, null);
    }

    private MvcTestResult rate(String code, String body, @Nullable String token, @Nullable String key) {
        var request = mvc.post()
                .uri("/api/evaluation/r/{code}", code)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        if (token != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.exchange();
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
    }

    /** Reads the image as a phone does, from a screen that shows it larger. */
    private static String read(byte[] png) throws Exception {
        var small = ImageIO.read(new ByteArrayInputStream(png));
        int side = small.getWidth() * 8;
        var large = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        large.getGraphics().drawImage(small.getScaledInstance(side, side, Image.SCALE_REPLICATE), 0, 0, null);
        var points = large.getRGB(0, 0, side, side, null, 0, side);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, points))))
                .getText();
    }
}
