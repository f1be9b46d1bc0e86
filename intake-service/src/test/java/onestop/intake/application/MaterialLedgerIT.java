package onestop.intake.application;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.WINDOW2;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.Calls.Reply;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.testsupport.SampleFiles;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** Materials of a file: what was sent, whether the original was seen, and what is kept of them. */
@IntakeTest
class MaterialLedgerIT {
    /** Asks for PREMISES_PROOF, whose original has to be seen (level C). */
    private static final String MOVE = "PKG-BG-ZS";

    private static final String PROOF = "PREMISES_PROOF";

    @Autowired
    Calls calls;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    private static Person officer(String unit) {
        return new Person("examiner-" + unit, Role.EXAMINER, unit, List.of());
    }

    private String upload(Person person) {
        return calls.upload(person, "租赁合同.pdf", SampleFiles.pdf()).must(201).text("id");
    }

    /** The package's application with this in place of the usual premises proof. */
    private Map<String, Object> move(String usci, Map<String, ?> proof) {
        var body = calls.application(usci, MOVE);
        var materials = new ArrayList<Map<String, Object>>(calls.materials(MOVE));
        materials.removeIf(material -> PROOF.equals(material.get("key")));
        var sent = new HashMap<String, Object>(proof);
        sent.put("key", PROOF);
        materials.addFirst(sent);
        body.put("materials", materials);
        return body;
    }

    private Reply submit(String usci, Map<String, ?> proof) {
        return calls.post(applicant(usci), "/applications", move(usci, proof));
    }

    private JsonNode proof(String number) {
        return calls.get(WINDOW, "/applications/" + number)
                .must(200)
                .body()
                .path("materials")
                .valueStream()
                .filter(material -> material.path("key").asString().equals(PROOF))
                .findFirst()
                .orElseThrow();
    }

    private Reply check(Person clerk, String number, String... keys) {
        return calls.put(clerk, "/applications/" + number + "/original-check", Map.of("keys", List.of(keys)));
    }

    private int statusOfDownload(Person person, String file) {
        return mvc.get()
                .uri("/api/intake/files/" + file + "/content")
                .header("Authorization", "Bearer " + person.bearer())
                .exchange()
                .getResponse()
                .getStatus();
    }

    private String source(String usci) {
        return calls.post(applicant(usci), "/one-time-notices", Map.of("packageCode", MOVE, "enterpriseUsci", usci))
                .must(200)
                .body()
                .path("materials")
                .valueStream()
                .filter(material -> material.path("key").asString().equals(PROOF))
                .map(material -> material.path("source").asString())
                .findFirst()
                .orElseThrow();
    }

    private static <T> List<T> atOnce(List<Callable<T>> works) throws Exception {
        var together = new CyclicBarrier(works.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = works.stream()
                    .map(work -> threads.submit(() -> {
                        together.await();
                        return work.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    // --- files

    @Test
    void filesOfAMaterialAreForThoseWhoMayReadTheApplication() {
        var usci = calls.enterprise();
        var file = upload(applicant(usci));
        var second = upload(applicant(usci));
        assertThat(statusOfDownload(WINDOW, file)).isEqualTo(404);

        var number =
                submit(usci, Map.of("files", List.of(file, second))).must(201).text("receiptNumber");

        assertThat(proof(number).path("state").asString()).isEqualTo("HANDED_IN");
        assertThat(proof(number).path("fileName").asString()).isEqualTo("租赁合同.pdf");
        assertThat(proof(number).path("files").valueStream().map(JsonNode::asString))
                .containsExactly(file, second);
        assertThat(statusOfDownload(WINDOW, file)).isEqualTo(200);
        assertThat(statusOfDownload(applicant(usci), second)).isEqualTo(200);
        assertThat(statusOfDownload(applicant(newUsci()), file)).isEqualTo(404);
        assertThat(statusOfDownload(Calls.agent("ledger-stranger"), file)).isEqualTo(404);

        assertThat(statusOfDownload(officer("XZSP"), file))
                .as("not accepted yet")
                .isEqualTo(404);
        calls.accept(WINDOW, number).must(200);
        assertThat(statusOfDownload(officer("XZSP"), file)).isEqualTo(200);
        assertThat(statusOfDownload(officer("NOT-INVOLVED"), file)).isEqualTo(404);
    }

    @Test
    void anAgentReadsWhileThePowerIsInForce() {
        var usci = calls.enterprise();
        var file = upload(applicant(usci));
        submit(usci, Map.of("files", List.of(file))).must(201);
        var agent = Calls.agent("ledger-agent-" + usci);
        assertThat(statusOfDownload(agent, file)).isEqualTo(404);

        var power = calls.post(
                        applicant(usci),
                        "/powers-of-attorney",
                        Map.of(
                                "principalUsci",
                                usci,
                                "agent",
                                agent.name(),
                                "all",
                                true,
                                "validUntil",
                                TravelClock.today().plusDays(2).toString()))
                .must(201)
                .text("id");
        assertThat(statusOfDownload(agent, file)).isEqualTo(200);

        calls.put(applicant(usci), "/powers-of-attorney/" + power + "/revocation", null)
                .must(200);
        assertThat(statusOfDownload(agent, file)).isEqualTo(404);
    }

    @Test
    void onlyFilesOfTheCallersOwnCanBeHandedIn() {
        var usci = calls.enterprise();
        var foreign = upload(applicant(newUsci()));
        var own = upload(applicant(usci));
        var nothing = "00000000-0000-4000-8000-000000000000";

        assertThat(submit(usci, Map.of("files", List.of(own, foreign, nothing)))
                        .must(400)
                        .errors())
                .containsExactly("materials[0].files[1] unknown-file", "materials[0].files[2] unknown-file");
        assertThat(submit(usci, Map.of("files", List.of(own), "promised", true))
                        .must(400)
                        .errors())
                .containsExactly("materials[0] one-way");
        assertThat(submit(usci, Map.of("copies", 0)).must(400).errors())
                .singleElement()
                .asString()
                .startsWith("materials[0].copies");
        assertThat(submit(usci, Map.of("files", List.of())).must(400).errors())
                .singleElement()
                .asString()
                .startsWith("materials[0].files");
        assertThat(submit(usci, Map.of("files", List.of("no-uuid"))).must(400).errors())
                .singleElement()
                .asString()
                .startsWith("materials[0].files");
    }

    @Test
    void paperNeedsNoFile() {
        var usci = calls.enterprise();

        var number = submit(usci, Map.of("copies", 2)).must(201).text("receiptNumber");

        assertThat(proof(number).path("state").asString()).isEqualTo("HANDED_IN");
        assertThat(proof(number).path("copies").asInt()).isEqualTo(2);
        assertThat(proof(number).has("fileName")).isFalse();
    }

    // --- originals

    @Test
    void aCheckOfTheOriginalRaisesCToB() {
        var usci = calls.enterprise();
        var receipt = submit(usci, Map.of("copies", 1)).must(201);
        var number = receipt.text("receiptNumber");
        assertThat(receipt.body()
                        .path("ledger")
                        .path("originalsToCheck")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly(PROOF);
        assertThat(proof(number).path("trust").asString()).isEqualTo("C");
        int ofLevelB = receipt.body().path("ledger").path("byTrust").path("B").asInt();

        var checked = check(WINDOW, number, PROOF).must(200);

        assertThat(checked.body().path("ledger").path("originalsToCheck")).isEmpty();
        assertThat(checked.body().path("ledger").path("byTrust").path("B").asInt())
                .isEqualTo(ofLevelB + 1);
        assertThat(checked.headers()).containsEntry("ETag", "\"2\"");
        var check = proof(number).path("originalCheck");
        assertThat(proof(number).path("trust").asString()).isEqualTo("B");
        assertThat(check.path("by").asString()).isEqualTo("window");
        assertThat(check.path("unit").asString()).isEqualTo("XZSP");
        assertThat(check.path("watermarkZh").asString()).startsWith("此件经与原件核对无误，仅供办理政务服务事项时使用（XZSP，");
        assertThat(check.path("watermarkEn").asString()).startsWith("Compared with the original");

        assertThat(check(WINDOW2, number, PROOF)
                        .must(200)
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(proof(number).path("originalCheck").path("by").asString()).isEqualTo("window");
        calls.accept(WINDOW, number).must(200);
    }

    @Test
    void whatHasNoOriginalHereCannotBeChecked() {
        var usci = calls.enterprise();
        var number = submit(usci, Map.of("copies", 1)).must(201).text("receiptNumber");

        check(WINDOW, number, "ARTICLES").declines(409, "nothing-to-check");
        check(WINDOW, number, "BIZ_LICENSE").declines(409, "nothing-to-check");
        check(WINDOW, number, PROOF, "OLD_SEAL").declines(409, "material-not-asked-for");
        assertThat(proof(number).has("originalCheck"))
                .as("nothing was noted of either")
                .isFalse();
        check(WINDOW, "LB37132726010199999", PROOF).declines(404, "unknown-application");
        assertThat(calls.put(WINDOW, "/applications/" + number + "/original-check", Map.of("keys", List.of()))
                        .must(400)
                        .problem())
                .isEqualTo("invalid-request");
        calls.put(applicant(usci), "/applications/" + number + "/withdrawal", null)
                .must(200);
        check(WINDOW, number, PROOF).declines(409, "already-withdrawn");
    }

    @Test
    void ofTwoClerksWhoCheckOneIsNoted() throws Exception {
        var usci = calls.enterprise();
        for (int round = 0; round < 10; round++) {
            var number = submit(usci, Map.of("copies", 1)).must(201).text("receiptNumber");

            var replies = atOnce(
                    List.<Callable<Reply>>of(() -> check(WINDOW, number, PROOF), () -> check(WINDOW2, number, PROOF)));

            assertThat(replies)
                    .allSatisfy(reply -> assertThat(
                                    reply.must(200).body().path("version").asInt())
                            .isEqualTo(2));
            assertThat(replies.stream()
                            .map(reply -> reply.body()
                                    .path("materials")
                                    .get(0)
                                    .path("originalCheck")
                                    .path("by")
                                    .asString())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void aMaterialThatIsReplacedHasToBeCheckedAgain() {
        var usci = calls.enterprise();
        var number = submit(usci, Map.of("copies", 1)).must(201).text("receiptNumber");
        check(WINDOW, number, PROOF).must(200);
        calls.put(
                        WINDOW,
                        "/applications/" + number + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", PROOF, "reason", "缺页"))))
                .must(200);
        assertThat(proof(number).path("originalCheck").path("by").asString()).isEqualTo("window");
        var file = upload(applicant(usci));

        calls.put(
                        applicant(usci),
                        "/applications/" + number + "/correction",
                        Map.of("materials", List.of(Map.of("key", PROOF, "files", List.of(file)))))
                .must(200);

        assertThat(proof(number).has("originalCheck")).isFalse();
        assertThat(proof(number).has("copies")).isFalse();
        assertThat(proof(number).path("trust").asString()).isEqualTo("C");
        assertThat(statusOfDownload(WINDOW, file)).isEqualTo(200);
    }

    @Test
    void aDeclinedCorrectionTakesNoFileIntoUse() {
        var usci = calls.enterprise();
        var number = submit(usci, Map.of("copies", 1)).must(201).text("receiptNumber");
        var file = upload(applicant(usci));

        calls.put(
                        applicant(usci),
                        "/applications/" + number + "/correction",
                        Map.of("materials", List.of(Map.of("key", PROOF, "files", List.of(file)))))
                .declines(409, "not-awaiting-correction");

        assertThat(jdbc.sql("SELECT count(*) FROM stored_file_use WHERE file_id = ?::uuid")
                        .param(file)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(statusOfDownload(WINDOW, file)).isEqualTo(404);
    }

    // --- what is kept

    @Test
    void onlyWhatWasSeenInTheOriginalIsOfferedAgain() {
        var usci = calls.enterprise();
        var file = upload(applicant(usci));
        var number = submit(usci, Map.of("files", List.of(file))).must(201).text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        assertThat(source(usci)).isEqualTo("HAND_IN");
        assertThat(submit(usci, Map.of("reused", true)).must(400).errors())
                .containsExactly("materials[0].reused not-on-file");

        check(WINDOW, number, PROOF).must(200);

        assertThat(source(usci)).isEqualTo("ON_FILE");
        assertThat(source(calls.enterprise())).as("of another enterprise").isEqualTo("HAND_IN");
        var next = submit(usci, Map.of("reused", true)).must(201).text("receiptNumber");
        assertThat(proof(next).path("state").asString()).isEqualTo("ON_FILE");
        assertThat(proof(next).path("fromReceiptNumber").asString()).isEqualTo(number);
        assertThat(proof(next).path("files").valueStream().map(JsonNode::asString))
                .containsExactly(file);
        calls.accept(WINDOW, next).must(200);
        assertThat(statusOfDownload(officer("XZSP"), file)).isEqualTo(200);
    }

    @Test
    void whatWasRevokedSinceItWasReliedOnHasToBeHandedInAfterAll() {
        var usci = calls.enterprise();
        var first = submit(usci, Map.of("copies", 1)).must(201).text("receiptNumber");
        check(WINDOW, first, PROOF).must(200);
        calls.accept(WINDOW, first).must(200);
        var next = submit(usci, Map.of("reused", true)).must(201).text("receiptNumber");
        var entry = calls.get(WINDOW, "/enterprises/" + usci + "/materials?inForce=true")
                .must(200)
                .body()
                .path("items")
                .valueStream()
                .filter(line -> line.path("key").asString().equals(PROOF))
                .findFirst()
                .orElseThrow();
        calls.put(
                        WINDOW,
                        "/enterprises/" + usci + "/materials/"
                                + entry.path("id").asString() + "/revocation",
                        Map.of("reason", "租赁合同已解除"))
                .must(200);

        calls.accept(WINDOW, next).declines(409, "materials-missing");

        calls.put(
                        WINDOW,
                        "/applications/" + next + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", PROOF, "reason", "已失效"))))
                .must(200);
        calls.put(
                        applicant(usci),
                        "/applications/" + next + "/correction",
                        Map.of("materials", List.of(Map.of("key", PROOF, "copies", 1))))
                .must(200);
        calls.accept(WINDOW, next).must(200);
    }

    @Test
    void ofTwoAcceptancesAtOnceOneEntryIsInForce() throws Exception {
        for (int round = 0; round < 8; round++) {
            var usci = calls.enterprise();
            var numbers = new ArrayList<String>();
            for (int i = 0; i < 2; i++) {
                var number = submit(usci, Map.of("copies", 1)).must(201).text("receiptNumber");
                check(WINDOW, number, PROOF).must(200);
                numbers.add(number);
            }

            var replies = atOnce(List.<Callable<Reply>>of(
                    () -> calls.accept(WINDOW, numbers.getFirst()), () -> calls.accept(WINDOW2, numbers.getLast())));

            assertThat(replies).allSatisfy(reply -> reply.must(200));
            var kept = calls.get(applicant(usci), "/enterprises/" + usci + "/materials")
                    .must(200)
                    .body()
                    .path("items");
            assertThat(kept.valueStream().map(line -> line.path("status").asString()))
                    .containsExactlyInAnyOrder("IN_FORCE", "SUPERSEDED");
        }
    }

    @Test
    void theLedgerTellsWhatWasSaved() {
        var ledger = calls.post(applicant(calls.enterprise()), "/one-time-notices", Map.of("packageCode", "PKG-BG-MC"))
                .must(200)
                .body();
        var usci = calls.enterprise();

        var receipt = calls.submit(usci, "PKG-BG-MC").body().path("ledger");

        assertThat(receipt.path("separately").asInt()).isEqualTo(59);
        assertThat(receipt.path("saved").asInt())
                .isEqualTo(59 - ledger.path("figures").path("applicantSubmits").asInt())
                .isEqualTo(52);
        assertThat(receipt.path("byTrust")
                        .valueStream()
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(receipt.path("required").asInt());
        assertThat(calls.get(NOBODY, "/enterprises/" + usci + "/materials").status())
                .isEqualTo(401);
    }

    private long figure(String code, String query) {
        return calls.get(Calls.OPS, "/figures/" + code + query)
                .must(200)
                .body()
                .path("numerator")
                .asLong();
    }

    @Test
    void whatWasSavedIsCountedAtAcceptance() {
        var at = "?window=XZSP-33";
        var town = "?region=371327001000&window=XZSP-33";
        var usci = calls.enterprise();
        var first = calls.submit(usci, "PKG-BG-MC").text("receiptNumber");
        long before = figure("MATERIALS_SAVED", at);
        long beforeInTown = figure("MATERIALS_SAVED", town);
        long elsewhere = figure("MATERIALS_SAVED", "?region=371327102000&window=XZSP-33");
        long shared = figure("MATERIALS_SHARED", at);
        calls.submit(usci, "PKG-BG-MC");
        assertThat(figure("MATERIALS_SAVED", at)).as("not accepted yet").isEqualTo(before);

        calls.put(WINDOW, "/applications/" + first + "/acceptance", Map.of("windowCode", "XZSP-33"))
                .must(200);

        assertThat(figure("MATERIALS_SAVED", at)).isEqualTo(before + 52);
        assertThat(figure("MATERIALS_SAVED", town)).isEqualTo(beforeInTown + 52);
        assertThat(figure("MATERIALS_SAVED", "?region=371327102000&window=XZSP-33"))
                .isEqualTo(elsewhere);
        assertThat(figure("MATERIALS_SHARED", at)).isGreaterThan(shared);
        assertThat(figure("MATERIALS_SAVED", at + "&to=2020-01-01")).isZero();
        var nothing = calls.get(Calls.OPS, "/figures/MATERIALS_SAVED_SHARE" + at + "&to=2020-01-01")
                .must(200)
                .body();
        assertThat(nothing.path("denominator").asInt()).isZero();
        assertThat(nothing.has("value")).as("a share of nothing is unknown").isFalse();
    }
}
