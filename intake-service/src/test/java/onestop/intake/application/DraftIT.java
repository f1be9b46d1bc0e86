package onestop.intake.application;

import static onestop.intake.Calls.ISSUER;
import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static onestop.intake.window.HallExamples.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.Calls.Reply;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntakeTest
class DraftIT {
    private static final String DRAFTS = "/application-drafts";

    @Autowired
    Calls calls;

    @Autowired
    ForgetDrafts forgetDrafts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TravelClock clock;

    @AfterEach
    void backToNow() {
        clock.goOn();
    }

    private Reply change(Person person, String path, Object form, String etag) {
        return calls.send(HttpMethod.PUT, person, path, form, Map.of("If-Match", etag));
    }

    private int files(String usci) {
        return jdbc.sql("SELECT count(*) FROM application WHERE enterprise_usci = ?")
                .param(usci)
                .query(Integer.class)
                .single();
    }

    @Test
    void aDraftIsBegunTakenUpAgainAndHandedInOnce() {
        var usci = calls.enterprise();
        var owner = applicant(usci);

        var begun =
                calls.post(owner, DRAFTS, Map.of("packageCode", "PKG-BG-MC")).must(201);
        var path = DRAFTS + "/" + begun.text("id");
        assertThat(begun.headers().get("Location")).isEqualTo("/api/intake" + path);
        assertThat(calls.put(owner, path + "/submission", null).must(400).errors())
                .containsExactly("channel not-null", "enterpriseUsci not-blank");

        var form = calls.application(usci, "PKG-BG-MC");
        change(owner, path, form, "\"1\"").must(200);
        var taken = calls.get(owner, path).must(200);
        assertThat(taken.headers().get("ETag")).isEqualTo("\"2\"");
        assertThat(taken.body().path("form").path("materials"))
                .hasSize(calls.materials("PKG-BG-MC").size());
        assertThat(lines(owner)).containsExactly(begun.text("id"));

        var receipt = calls.put(owner, path + "/submission", null).must(201);
        var again = calls.put(owner, path + "/submission", null).must(201);

        assertThat(again.body()).isEqualTo(receipt.body());
        assertThat(files(usci)).isEqualTo(1);
        assertThat(calls.get(owner, "/applications/" + receipt.text("receiptNumber"))
                        .must(200)
                        .text("submittedAs"))
                .isEqualTo("APPLICANT");
        assertThat(lines(owner)).isEmpty();
        assertThat(calls.get(owner, path).declines(409, "draft-handed-in").text("detail"))
                .contains(receipt.text("receiptNumber"));
        change(owner, path, form, "\"3\"").declines(409, "draft-handed-in");
        calls.send(HttpMethod.DELETE, owner, path, null, Map.of()).declines(409, "draft-handed-in");
    }

    private List<String> lines(Person owner) {
        return calls.get(owner, DRAFTS)
                .must(200)
                .body()
                .path("items")
                .valueStream()
                .map(line -> line.path("id").asString())
                .toList();
    }

    @Test
    void anythingMayBeMissingAndNothingMayBeInvented() {
        var owner = applicant(newUsci());

        calls.post(owner, DRAFTS, Map.of()).must(201);
        assertThat(calls.post(owner, DRAFTS, Map.of("status", "ACCEPTED"))
                        .must(400)
                        .errors())
                .containsExactly("status unknown-field");
        assertThat(calls.post(owner, DRAFTS, Map.of("channel", "CARRIER_PIGEON"))
                        .must(400)
                        .errors())
                .containsExactly("channel one-of");
        calls.send(HttpMethod.POST, owner, DRAFTS, Map.of(), Map.of()).must(400);
        calls.post(ISSUER, DRAFTS, Map.of()).declines(403, "role-not-allowed");
        calls.post(NOBODY, DRAFTS, Map.of()).must(401);
    }

    @Test
    void aDraftIsItsOwnersAlone() {
        var owner = applicant(newUsci());
        var stranger = applicant(newUsci());
        var path = DRAFTS + "/" + calls.post(owner, DRAFTS, Map.of()).must(201).text("id");

        calls.get(stranger, path).declines(404, "unknown-draft");
        change(stranger, path, Map.of(), "\"1\"").declines(404, "unknown-draft");
        calls.put(stranger, path + "/submission", null).declines(404, "unknown-draft");
        calls.send(HttpMethod.DELETE, stranger, path, null, Map.of()).declines(404, "unknown-draft");
        assertThat(lines(stranger)).isEmpty();
        calls.get(owner, path).must(200);
    }

    @Test
    void whoseFormWasChangedElsewhereIsTold() {
        var owner = applicant(newUsci());
        var path = DRAFTS + "/" + calls.post(owner, DRAFTS, Map.of()).must(201).text("id");

        calls.put(owner, path, Map.of()).must(428);
        change(owner, path, Map.of("packageCode", "PKG-CY"), "\"1\"").must(200);
        change(owner, path, Map.of("packageCode", "PKG-SG"), "\"1\"").declines(412, "stale-version");
        calls.send(HttpMethod.PUT, owner, path + "/submission", null, Map.of("If-Match", "\"1\""))
                .declines(412, "stale-version");
        assertThat(calls.get(owner, path)
                        .body()
                        .path("form")
                        .path("packageCode")
                        .asString())
                .isEqualTo("PKG-CY");
    }

    @Test
    void aDeletedDraftIsGone() {
        var owner = applicant(newUsci());
        var path = DRAFTS + "/" + calls.post(owner, DRAFTS, Map.of()).must(201).text("id");

        calls.send(HttpMethod.DELETE, owner, path, null, Map.of()).must(204);

        calls.send(HttpMethod.DELETE, owner, path, null, Map.of()).declines(404, "unknown-draft");
        calls.get(owner, path).declines(404, "unknown-draft");
        calls.put(owner, path + "/submission", null).declines(404, "unknown-draft");
    }

    @Test
    void nobodyHasMoreThanTwentyAlsoWhenTheyComeAtOnce() throws Exception {
        var owner = applicant(newUsci());

        var replies = atOnce(25, () -> patiently(() -> calls.post(owner, DRAFTS, Map.of())));

        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(20);
        assertThat(replies.stream().filter(reply -> reply.status() != 201))
                .hasSize(5)
                .allSatisfy(reply -> reply.declines(409, "too-many-drafts"));
        assertThat(lines(owner)).hasSize(20);
        calls.post(owner, DRAFTS, Map.of()).declines(409, "too-many-drafts");

        var firstPage = calls.get(owner, DRAFTS + "?limit=15").must(200);
        var secondPage = calls.get(owner, DRAFTS + "?limit=15&after=" + firstPage.text("next"))
                .must(200);
        assertThat(secondPage.body().path("items")).hasSize(5);
        assertThat(secondPage.body().has("next")).isFalse();
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.invokeAll(
                    IntStream.range(0, times).mapToObj(_ -> work).toList());
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    @Test
    void ofManyWhoHandInTheSameDraftAllGetTheOneReceipt() throws Exception {
        var usci = calls.enterprise();
        var owner = applicant(usci);
        var path = DRAFTS + "/"
                + calls.post(owner, DRAFTS, calls.application(usci, "PKG-BG-GD"))
                        .must(201)
                        .text("id");

        var replies = atOnce(8, () -> patiently(() -> calls.put(owner, path + "/submission", null)));

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies.stream().map(Reply::body).distinct()).hasSize(1);
        assertThat(files(usci)).isEqualTo(1);
    }

    @Test
    void aDraftThatCannotBeHandedInStaysADraft() {
        var usci = calls.enterprise();
        var stranger = applicant(newUsci());
        var path = DRAFTS + "/"
                + calls.post(stranger, DRAFTS, calls.application(usci, "PKG-BG-GD"))
                        .must(201)
                        .text("id");

        calls.put(stranger, path + "/submission", null).declines(403, "not-your-enterprise");

        calls.get(stranger, path).must(200);
        assertThat(files(usci)).isZero();
    }

    @Test
    void aDraftNobodyTouchesIsForgotten() {
        clock.stopAt(Instant.parse("2025-04-01T02:00:00Z"));
        var owner = applicant(newUsci());
        var old = DRAFTS + "/" + calls.post(owner, DRAFTS, Map.of()).must(201).text("id");
        var kept = DRAFTS + "/" + calls.post(owner, DRAFTS, Map.of()).must(201).text("id");
        clock.stopAt(Instant.parse("2025-04-20T02:00:00Z"));
        assertThat(change(owner, kept, Map.of(), "\"1\"").must(200).text("expiresOn"))
                .isEqualTo("2025-05-20");

        clock.stopAt(Instant.parse("2025-05-01T15:59:59Z"));
        forgetDrafts.run();
        calls.get(owner, old).must(200);
        clock.stopAt(Instant.parse("2025-05-01T16:00:00Z"));
        calls.get(owner, old).declines(404, "unknown-draft"); // also before the sweep
        forgetDrafts.run();
        forgetDrafts.run();

        calls.get(owner, kept).must(200);
        assertThat(jdbc.sql("SELECT count(*) FROM application_draft WHERE owner = ?")
                        .param(owner.name())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        clock.stopAt(Instant.parse("2025-05-01T16:00:00Z").plus(Duration.ofDays(60)));
        forgetDrafts.run();
        assertThat(lines(owner)).isEmpty();
    }
}
