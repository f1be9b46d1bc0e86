package onestop.intake.application;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.ISSUER;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.WINDOW2;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.Calls.Reply;
import onestop.intake.IntakeTest;
import onestop.testsupport.Events;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fees are entered by whoever took or paid them, once, and others are told. */
@IntakeTest
class FeePaymentIT {
    private static final String TOPIC = "onestop.intake.application";
    private static final Person EXAMINER = new Person("examiner-zrzy", Role.EXAMINER, "ZRZY", List.of());

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    /** The transfer of real estate costs a fee, the change of name beside it none. */
    private String handedIn(String usci) {
        return calls.submitItems(usci, "BDC-ZY", "QY-BG-MC").text("receiptNumber");
    }

    private String accepted(String usci) {
        var number = handedIn(usci);
        calls.accept(WINDOW, number).must(200);
        return number;
    }

    private static String newReceipt() {
        return "3713-" + UUID.randomUUID().toString().substring(0, 18);
    }

    private static Map<String, Object> fee(Object amount) {
        return Map.of("items", List.of("BDC-ZY"), "amountYuan", amount);
    }

    private static String path(String number, String receipt) {
        return "/applications/" + number + "/payments/" + receipt;
    }

    private List<JsonNode> told(String number) {
        return events.list(TOPIC, number).stream()
                .filter(record -> record.type().equals(TOPIC + ".fee-paid.v1"))
                .map(record -> JsonMapper.shared().readTree(record.text()))
                .toList();
    }

    private void awaitTold(String number) {
        events.await(
                TOPIC,
                Duration.ofSeconds(30),
                record -> number.equals(record.key()) && record.type().equals(TOPIC + ".fee-paid.v1"));
    }

    @Test
    void aClerkEntersWhatWasPaidAtTheCounterAndEnteringItAgainChangesNothing() {
        var usci = calls.enterprise();
        var number = accepted(usci);
        var receipt = newReceipt();
        var body = Map.of("items", List.of("BDC-ZY"), "amountYuan", 550, "windowCode", "XZSP-01");

        var entered = calls.put(WINDOW, path(number, receipt), body).must(200);
        var again = calls.put(WINDOW2, path(number, receipt), body).must(200);

        assertThat(again.body()).isEqualTo(entered.body());
        assertThat(entered.body().path("amountYuan").decimalValue()).isEqualByComparingTo("550.00");
        assertThat(entered.text("unit")).isEqualTo("XZSP");
        assertThat(entered.text("recordedAs")).isEqualTo("WINDOW");
        awaitTold(number);
        assertThat(told(number)).singleElement().satisfies(event -> {
            assertThat(event.path("payment").asInt()).isEqualTo(1);
            assertThat(event.path("unit").asString()).isEqualTo("XZSP");
            assertThat(event.path("windowCode").asString()).isEqualTo("XZSP-01");
            assertThat(event.path("takenBy").asString()).isEqualTo("window");
            assertThat(event.toString()).doesNotContain(receipt);
        });
        var listed = calls.get(applicant(usci), "/applications/" + number + "/payments")
                .must(200);
        assertThat(listed.body().path("items")).hasSize(1);
        assertThat(acts(number)).last().isEqualTo("FEE_PAID WINDOW window");
    }

    private List<String> acts(String number) {
        return calls.get(WINDOW, "/applications/" + number + "/acts")
                .must(200)
                .body()
                .path("items")
                .valueStream()
                .map(line -> line.path("act").asString() + " " + line.path("as").asString() + " "
                        + line.path("by").asString())
                .toList();
    }

    @Test
    void whatIsPaidOnlineIsTheServiceOfTheUnitWhoseFeeItIs() {
        var usci = calls.enterprise();
        var number = accepted(usci);

        var entered = calls.put(applicant(usci), path(number, newReceipt()), fee(new BigDecimal("80.50")))
                .must(200);

        assertThat(entered.text("recordedAs")).isEqualTo("APPLICANT");
        awaitTold(number);
        assertThat(told(number)).singleElement().satisfies(event -> {
            assertThat(event.path("unit").asString()).isEqualTo(entered.text("unit"));
            assertThat(event.path("unit").asString()).isEqualTo(unitOf(number, "BDC-ZY"));
            assertThat(event.path("amountYuan").decimalValue()).isEqualByComparingTo("80.50");
        });
    }

    private String unitOf(String number, String item) {
        return calls.get(WINDOW, "/applications/" + number)
                .body()
                .path("items")
                .valueStream()
                .filter(one -> one.path("code").asString().equals(item))
                .findFirst()
                .orElseThrow()
                .path("unit")
                .asString();
    }

    @Test
    void onlyWhatCostsSomethingInTheFileIsPaidFor() {
        var usci = calls.enterprise();
        var number = accepted(usci);

        assertThat(wrong(number, applicant(usci), Map.of("items", List.of("QY-BG-MC", "XF-AJ"), "amountYuan", 1)))
                .containsExactly("items[0] free-of-charge", "items[1] not-an-item-of-the-file");
        assertThat(wrong(number, applicant(usci), Map.of("items", List.of(), "amountYuan", 0)))
                .containsExactlyInAnyOrder("items not-empty", "amountYuan decimal-min");
        assertThat(wrong(number, applicant(usci), fee(new BigDecimal("1.005")))).containsExactly("amountYuan digits");
        assertThat(wrong(
                        number,
                        applicant(usci),
                        Map.of("items", List.of("BDC-ZY"), "amountYuan", 1, "windowCode", "XZSP-01")))
                .containsExactly("windowCode window-of-a-clerk");
        assertThat(wrong(number, WINDOW, Map.of("items", List.of("BDC-ZY"), "amountYuan", 1, "windowCode", "GONE-77")))
                .containsExactly("windowCode no-window-in-use");
        calls.put(WINDOW, path(number, "a b"), fee(1)).must(400);
        assertThat(calls.get(WINDOW, "/applications/" + number + "/payments")
                        .body()
                        .path("items"))
                .isEmpty();
    }

    private List<String> wrong(String number, Person who, Map<String, Object> body) {
        return calls.put(who, path(number, newReceipt()), body).must(400).errors();
    }

    @Test
    void aReceiptPaysOnceAndAnItemIsPaidOnce() {
        var usci = calls.enterprise();
        var number = accepted(usci);
        var other = accepted(calls.enterprise());
        var receipt = newReceipt();
        calls.put(WINDOW, path(number, receipt), fee(550)).must(200);

        calls.put(WINDOW, path(number, receipt), fee(551)).declines(409, "payment-number-used");
        calls.put(WINDOW, path(other, receipt), fee(550)).declines(409, "payment-number-used");
        calls.put(WINDOW, path(number, newReceipt()), fee(550)).declines(409, "fee-already-paid");
        assertThat(acts(other)).last().asString().startsWith("ACCEPTED");
    }

    @Test
    void feesArePaidBetweenAcceptanceAndTheEnd() {
        var usci = calls.enterprise();
        var number = handedIn(usci);
        calls.put(applicant(usci), path(number, newReceipt()), fee(550)).declines(409, "not-yet-accepted");
        calls.accept(WINDOW, number).must(200);
        var receipt = newReceipt();
        calls.put(applicant(usci), path(number, receipt), fee(550)).must(200);
        calls.put(applicant(usci), "/applications/" + number + "/withdrawal", null)
                .must(200);

        calls.put(applicant(usci), path(number, newReceipt()), fee(550)).declines(409, "already-withdrawn");
        // The answer to the first attempt was lost: what stands is told, whatever has happened since.
        calls.put(applicant(usci), path(number, receipt), fee(550)).must(200);
    }

    @Test
    void whoHasNoPartInTheFileNeitherPaysNorSeesWhatWasPaid() {
        var usci = calls.enterprise();
        var number = accepted(usci);
        var stranger = applicant(newUsci());

        for (var person : List.of(stranger, agent("agent-without-power"), HELPER)) {
            calls.put(person, path(number, newReceipt()), fee(550)).declines(404, "unknown-application");
            calls.get(person, "/applications/" + number + "/payments").declines(404, "unknown-application");
        }
        calls.put(ISSUER, path(number, newReceipt()), fee(550)).declines(403, "role-not-allowed");
        calls.put(EXAMINER, path(number, newReceipt()), fee(550)).declines(403, "role-not-allowed");
        calls.put(null, path(number, newReceipt()), fee(550)).must(401);
        calls.put(WINDOW, path("371327LB00000000000", newReceipt()), fee(550)).declines(404, "unknown-application");
        calls.get(ISSUER, "/applications/" + number + "/payments").must(200);
    }

    @Test
    void twentyAtOnceMakeOnePayment() throws Exception {
        var usci = calls.enterprise();
        var number = accepted(usci);
        var other = accepted(usci);
        var receipt = newReceipt();

        var works = new ArrayList<Callable<Reply>>();
        for (int i = 0; i < 20; i++) {
            var person = i % 2 == 0 ? WINDOW : applicant(usci);
            var file = i % 4 < 2 ? number : other;
            works.add(() -> calls.put(person, path(file, receipt), fee(550)));
        }
        var yes = new ArrayList<Reply>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var running : threads.invokeAll(works)) {
                var reply = running.get();
                if (reply.status() == 200) {
                    yes.add(reply);
                } else {
                    reply.declines(409, "payment-number-used");
                }
            }
        }

        assertThat(yes).hasSize(10);
        assertThat(yes).extracting(Reply::body).containsOnly(yes.getFirst().body());
        assertThat(List.of(payments(number), payments(other))).containsExactlyInAnyOrder(1, 0);
        var paid = payments(number) == 1 ? number : other;
        awaitTold(paid);
        assertThat(told(number).size() + told(other).size()).isEqualTo(1);
    }

    private int payments(String number) {
        return calls.get(WINDOW, "/applications/" + number + "/payments")
                .body()
                .path("items")
                .size();
    }
}
