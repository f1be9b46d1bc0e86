package onestop.intake.delivery;

import static onestop.intake.Calls.ISSUER;
import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.events.IncomingEvent;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.application.HandOut;
import onestop.intake.calendar.CalendarYearChanged;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.numbering.ReceiptNumber;
import onestop.intake.personal.PersonalData;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.CalendarYear;
import onestop.workingdays.Calendars;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@IntakeTest
class DeliveryIT {
    private static final String CASES = "onestop.approval.case";
    private static final String TOPIC = "onestop.intake.delivery";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, Object> AT_THE_WINDOW =
            Map.of("method", "WINDOW", "recipientCheck", "LEGAL_REPRESENTATIVE");
    private static final Map<String, Object> BY_POST =
            Map.of("method", "POST", "carrier", "中国邮政", "trackingNumber", "EB123456789CN");
    private static final Map<String, Object> AS_LICENCE = Map.of("method", "E_LICENCE");
    private static final Person ISSUER2 = new Person("issuer2", Role.ISSUER, "XZSP", List.of());
    private static final Person MANAGER = new Person("manager", Role.UNIT_MANAGER, "XZSP", List.of());

    /** A Tuesday; the tenth working day after it is Tuesday the 17th. */
    private static final String DECIDED = "2026-03-03T15:30:00+08:00";

    private static final String DUE = "2026-03-17";

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    HandOut handOut;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PersonalData personal;

    @Autowired
    TravelClock clock;

    @Autowired
    MarkOverdue sweep;

    @Autowired
    FinishedFiles finishedFiles;

    @Autowired
    Calendars calendars;

    @Autowired
    ApplicationEventPublisher told;

    @Autowired
    TransactionTemplate transaction;

    @AfterEach
    void theClockGoesOn() {
        clock.goOn();
    }

    private record File(String usci, String number) {
        String path(String rest) {
            return "/applications/" + number + rest;
        }
    }

    private File accepted() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        return new File(usci, number);
    }

    /** Finished on the given day, and both readers of that news have taken it in. */
    private File finished(String officer) {
        var file = accepted();
        events.send(CASES, file.number(), CASES + ".file-finished.v1", file.number(), 9, """
                {"receiptNumber": "%s", "finishedAt": "%s", "outcome": "GRANTED", "officers": ["%s"]}
                """.formatted(
                        file.number(), DECIDED, officer));
        Eventually.within(SOON, () -> {
            calls.get(WINDOW, file.path("/result")).must(200);
            assertThat(calls.get(WINDOW, file.path("/progress")).text("status")).isEqualTo("DECIDED");
        });
        return file;
    }

    private File finished() {
        return finished("approver");
    }

    private void on(String date) {
        clock.stopAt(LocalDate.parse(date)
                .atTime(LocalTime.of(10, 0))
                .atZone(ServiceHours.ZONE)
                .toInstant());
    }

    private Calls.Reply result(File file) {
        return calls.get(applicant(file.usci()), file.path("/result")).must(200);
    }

    private List<String> types(File file) {
        return events.list(TOPIC, file.number()).stream()
                .map(record -> record.type().replace(TOPIC + ".", ""))
                .toList();
    }

    // --- the limit

    @Test
    void aFinishedFileWaitsWithTenWorkingDays() {
        on("2026-03-04");
        var file = finished();

        var bundle = result(file);

        assertThat(bundle.text("state")).isEqualTo("WAITING");
        assertThat(bundle.text("dueOn")).isEqualTo(DUE);
        assertThat(bundle.text("light")).isEqualTo("GREEN");
        assertThat(bundle.body().path("late").asBoolean()).isFalse();
        on("2026-03-16");
        assertThat(result(file).text("light")).isEqualTo("YELLOW");
        on(DUE);
        assertThat(result(file).text("light")).isEqualTo("YELLOW");
        on("2026-03-18");
        assertThat(result(file).text("light")).isEqualTo("RED");
        assertThat(result(file).body().path("late").asBoolean()).isTrue();
    }

    /** Else the file would be delivered, and nobody would have noted what was handed out, when and whether late. */
    @Test
    void whoLookedForAResultBeforeItCameHandsNothingOut() {
        var file = finished();
        var issuer = new Caller("issuer", "issuer", Set.of(Role.ISSUER), "XZSP", null, Set.of());

        var outcome = Objects.requireNonNull(transaction.execute(_ -> handOut.deliver(
                new ReceiptNumber(file.number()),
                issuer,
                null,
                HandOut.Method.WINDOW,
                HandOut.Recipient.LEGAL_REPRESENTATIVE,
                null)));

        assertThat(outcome.done()).isFalse();
        assertThat(result(file).text("state")).isEqualTo("WAITING");
        calls.put(ISSUER, file.path("/delivery"), AT_THE_WINDOW).must(200);
        assertThat(jdbc.sql("SELECT count(*) FROM handing_out WHERE receipt_number = ?")
                        .param(file.number())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void theSameNewsTwiceMakeOneBundleAndThoseOfStrangeFilesNone() {
        var file = finished();
        var before = result(file);
        finishedFiles.handle(List.of(news(file.number(), DECIDED), news("no-such-file", DECIDED)));

        assertThat(result(file).body()).isEqualTo(before.body());
        assertThat(jdbc.sql("SELECT count(*) FROM result_bundle WHERE receipt_number = 'no-such-file'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsDecidedAnewLiesInTheHallAgain() {
        on("2026-03-04");
        var file = finished();
        calls.put(ISSUER, file.path("/delivery"), AT_THE_WINDOW).must(200);
        on("2026-04-08");

        finishedFiles.handle(List.of(news(file.number(), "2026-04-07T10:00:00+08:00")));

        var again = result(file);
        assertThat(again.text("state")).isEqualTo("WAITING");
        assertThat(again.text("outcome")).isEqualTo("REFUSED");
        assertThat(again.text("dueOn")).isEqualTo("2026-04-21");
        assertThat(again.body().path("handingsOut"))
                .as("what went out stays on record")
                .hasSize(1);
        assertThat(calls.get(WINDOW, file.path("/progress")).text("status")).isEqualTo("DECIDED");
        on("2026-04-22");
        assertThat(result(file).body().path("late").asBoolean()).isTrue();
        calls.put(ISSUER, file.path("/delivery"), AT_THE_WINDOW).must(200);
        finishedFiles.handle(List.of(news(file.number(), "2026-04-07T10:00:00+08:00"), news(file.number(), DECIDED)));
        assertThat(result(file).text("state")).isEqualTo("DELIVERED");
        assertThat(result(file).body().path("handingsOut")).hasSize(2);
        assertThat(result(file).body().path("late").asBoolean()).isTrue();
    }

    private static IncomingEvent news(String number, String finishedAt) {
        return new IncomingEvent(
                UUID.randomUUID(),
                CASES + ".file-finished.v1",
                "/approval-service",
                number,
                9,
                Instant.parse("2026-03-03T08:00:00Z"),
                CASES,
                number,
                """
                {"receiptNumber": "%s", "finishedAt": "%s", "outcome": "REFUSED"}
                """.formatted(number, finishedAt).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anOverdueResultIsMarkedAndToldOnce() throws Exception {
        var late = finished();
        var gone = finished();
        on(DUE);
        calls.put(ISSUER, gone.path("/delivery"), AT_THE_WINDOW).must(200);
        sweep.run();
        assertThat(result(late).body().has("overdueMarkedAt")).isFalse();
        on("2026-03-18");

        atOnce(IntStream.range(0, 4)
                .<Callable<Boolean>>mapToObj(_ -> () -> {
                    sweep.run();
                    return true;
                })
                .toList());
        sweep.run();

        Eventually.within(SOON, () -> assertThat(types(late)).containsExactly("overdue.v1"));
        assertThat(types(gone)).isEmpty();
        var line = line("?light=RED&limit=200", late);
        assertThat(line.path("overdueMarkedAt").asString()).startsWith("2026-03-18");
    }

    private JsonNode line(String query, File file) {
        return calls.get(MANAGER, "/results" + query)
                .must(200)
                .body()
                .path("items")
                .valueStream()
                .filter(one -> one.path("receiptNumber").asString().equals(file.number()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file.number() + " is not listed with " + query));
    }

    @Test
    void whatWaitsIsListedByItsLight() {
        var file = finished();
        on("2026-03-05");
        assertThat(line("?light=GREEN&limit=200", file).path("cases").asInt()).isEqualTo(4);
        on("2026-03-16");
        assertThat(line("?light=YELLOW&limit=200", file).path("dueOn").asString())
                .isEqualTo(DUE);
        for (var other : List.of("?light=RED&limit=200", "?light=GREEN&limit=200", "?state=RETURNED&limit=200")) {
            assertThat(calls.get(MANAGER, "/results" + other).must(200).body().toString())
                    .doesNotContain(file.number());
        }
        calls.put(ISSUER, file.path("/delivery"), BY_POST).must(200);
        assertThat(line("?state=ON_THE_WAY&limit=200", file).has("light")).isFalse();
        assertThat(calls.get(MANAGER, "/results?state=DELIVERED").must(400).errors())
                .containsExactly("state results-in-the-hall");
        assertThat(calls.get(MANAGER, "/results?state=UNREAD&light=RED")
                        .must(400)
                        .errors())
                .containsExactly("light results-in-the-hall");
        calls.get(WINDOW, "/results").must(403);
    }

    @Test
    void theListIsReadPageByPage() {
        finished();
        finished();
        finished();
        var all = calls.get(MANAGER, "/results?limit=200").must(200).body().path("items");
        var read = new ArrayList<String>();
        var next = "";
        while (true) {
            var page = calls.get(MANAGER, "/results?limit=2" + next).must(200).body();
            page.path("items")
                    .forEach(line -> read.add(line.path("receiptNumber").asString()));
            if (!page.has("next") || read.size() >= all.size()) {
                break;
            }
            next = "&after=" + page.path("next").asString();
        }

        assertThat(read)
                .doesNotHaveDuplicates()
                .containsAll(all.valueStream()
                        .map(line -> line.path("receiptNumber").asString())
                        .toList());
        assertThat(calls.get(MANAGER, "/results?after=nonsense").must(400).errors())
                .hasSize(1);
    }

    @Test
    void aCalendarThatChangesMovesTheLastDayOfWhatWaits() {
        var file = finished();
        var year = calendars.current().year(2026).orElseThrow();
        var off = new TreeSet<>(year.off());
        off.add(LocalDate.parse("2026-03-10"));
        var changed = calendars.current().with(new CalendarYear(2026, off, year.work(), year.source(), true));

        transaction.executeWithoutResult(status -> {
            told.publishEvent(new CalendarYearChanged(changed, LocalDate.parse("2026-03-10")));
            assertThat(jdbc.sql("SELECT due_on FROM result_bundle WHERE receipt_number = ?")
                            .param(file.number())
                            .query(LocalDate.class)
                            .single())
                    .isEqualTo(LocalDate.parse("2026-03-18"));
            status.setRollbackOnly();
        });

        assertThat(result(file).text("dueOn")).isEqualTo(DUE);
    }

    @Test
    void aLightIsAnsweredAndStays() {
        var file = finished();
        on("2026-03-05");
        calls.put(ISSUER, file.path("/delivery-explanation"), Map.of("text", "等待领取"))
                .declines(409, "delivery-in-time");
        on("2026-03-18");

        var answered = calls.put(MANAGER, file.path("/delivery-explanation"), Map.of("text", "企业约定改日领取"))
                .must(200);

        assertThat(answered.text("explanation")).isEqualTo("企业约定改日领取");
        assertThat(answered.text("light")).isEqualTo("RED");
        calls.put(ISSUER, file.path("/delivery"), AT_THE_WINDOW).must(200);
        assertThat(calls.put(ISSUER, file.path("/delivery-explanation"), Map.of("text", "已补充说明"))
                        .must(200)
                        .text("explanation"))
                .isEqualTo("已补充说明"); // it was late, so it can be explained afterwards
        assertThat(calls.put(ISSUER, file.path("/delivery-explanation"), Map.of("text", " "))
                        .must(400)
                        .errors())
                .hasSize(1);
        calls.put(WINDOW, file.path("/delivery-explanation"), Map.of("text", "x"))
                .must(403);
    }

    // --- handing out

    @Test
    void atTheWindowItIsDeliveredAndToldWithItsLimit() {
        var file = finished();
        on("2026-03-18");

        var there = new HashMap<String, Object>(AT_THE_WINDOW);
        there.put("windowCode", "XZSP-99");
        assertThat(calls.put(ISSUER, file.path("/delivery"), there).must(400).errors())
                .containsExactly("windowCode no-window-in-use");
        there.put("windowCode", "XZSP-45");
        calls.put(ISSUER, file.path("/delivery"), there).must(200);

        var bundle = result(file);
        assertThat(bundle.text("state")).isEqualTo("DELIVERED");
        assertThat(bundle.body().has("light")).isFalse();
        assertThat(bundle.body().path("late").asBoolean()).isTrue();
        var handing = bundle.body().path("handingsOut").path(0);
        assertThat(handing.path("recipientCheck").asString()).isEqualTo("LEGAL_REPRESENTATIVE");
        assertThat(bundle.body().toString()).doesNotContain("issuer");
        var event = events.await(
                "onestop.intake.application",
                SOON,
                record -> file.number().equals(record.key()) && record.type().endsWith("delivered.v1"));
        assertThat(event.text())
                .contains(
                        "\"late\":true",
                        "\"dueOn\":\"" + DUE + "\"",
                        "\"outcome\":\"GRANTED\"",
                        "\"windowCode\":\"XZSP-45\"");
        calls.put(ISSUER, file.path("/delivery"), AT_THE_WINDOW).declines(409, "already-delivered");
    }

    @Test
    void whatIsMissingOrTooMuchIsTold() {
        var file = finished();

        assertThat(calls.put(ISSUER, file.path("/delivery"), Map.of("method", "POST", "windowCode", "XZSP-45"))
                        .must(400)
                        .errors())
                .containsExactlyInAnyOrder(
                        "carrier needed-with-post", "trackingNumber needed-with-post", "windowCode only-at-the-window");
        assertThat(calls.put(
                                ISSUER,
                                file.path("/delivery"),
                                Map.of(
                                        "method",
                                        "E_LICENCE",
                                        "carrier",
                                        "EMS",
                                        "trackingNumber",
                                        "EB123456789CN",
                                        "recipientCheck",
                                        "AGENT"))
                        .must(400)
                        .errors())
                .containsExactlyInAnyOrder(
                        "carrier only-with-post", "trackingNumber only-with-post", "recipientCheck only-at-the-window");
        assertThat(calls.put(
                                ISSUER,
                                file.path("/delivery"),
                                Map.of("method", "POST", "carrier", "EMS", "trackingNumber", "不知道"))
                        .must(400)
                        .errors())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("trackingNumber ");
        assertThat(result(file).text("state")).isEqualTo("WAITING");
    }

    @Test
    void theDocumentIsComparedWithTheRegistryAndItsNumberForgotten() {
        var file = finished();
        jdbc.sql("UPDATE enterprise SET representative = '张三', representative_number = ? WHERE usci = ?")
                .param(personal.seal("11010519491231002X"))
                .param(file.usci())
                .update();

        calls.put(ISSUER, file.path("/delivery"), AT_THE_WINDOW).declines(409, "identity-number-needed");
        calls.put(ISSUER, file.path("/delivery"), representative("0021")).declines(409, "identity-not-confirmed");
        assertThat(calls.put(ISSUER, file.path("/delivery"), representative("002x"))
                        .must(400)
                        .errors())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("citizenNumberEnding ");
        assertThat(calls.put(
                                ISSUER,
                                file.path("/delivery"),
                                Map.of("method", "WINDOW", "recipientCheck", "AGENT", "citizenNumberEnding", "002X"))
                        .must(400)
                        .errors())
                .containsExactly("citizenNumberEnding only-of-the-representative");
        assertThat(result(file).text("state")).isEqualTo("WAITING");

        calls.put(ISSUER, file.path("/delivery"), representative("002X")).must(200);

        var handing = result(file).body().path("handingsOut").path(0);
        assertThat(handing.path("numberCompared").asBoolean()).isTrue();
        assertThat(jdbc.sql("SELECT row_to_json(h)::text FROM handing_out h WHERE receipt_number = ?")
                        .param(file.number())
                        .query(String.class)
                        .single())
                .doesNotContain("002X");
    }

    private static Map<String, Object> representative(String ending) {
        return Map.of("method", "WINDOW", "recipientCheck", "LEGAL_REPRESENTATIVE", "citizenNumberEnding", ending);
    }

    @Test
    void whoTookPartHandsOutNeitherFirstNorAgain() {
        var file = finished("issuer");

        calls.put(ISSUER, file.path("/delivery"), AT_THE_WINDOW).declines(403, "four-eyes");
        assertThat(result(file).text("state")).isEqualTo("WAITING");
        calls.put(ISSUER2, file.path("/delivery"), BY_POST).must(200);
        calls.put(ISSUER, file.path("/postal-outcome"), Map.of("outcome", "RETURNED", "reason", "迁址"))
                .must(200);
        calls.put(ISSUER, file.path("/delivery"), BY_POST).declines(403, "four-eyes");
        calls.put(ISSUER2, file.path("/delivery"), AT_THE_WINDOW).must(200);
        assertThat(result(file).text("state")).isEqualTo("DELIVERED");
    }

    @Test
    void byPostItIsFollowedUntilItArrives() {
        var file = finished();
        on("2026-03-16");
        calls.put(ISSUER, file.path("/postal-outcome"), Map.of("outcome", "ARRIVED"))
                .declines(409, "not-on-the-way");
        calls.put(ISSUER, file.path("/delivery"), BY_POST).must(200);
        assertThat(result(file).text("state")).isEqualTo("ON_THE_WAY");
        assertThat(jdbc.sql("""
                        SELECT facts::text FROM issued_document
                         WHERE receipt_number = ? AND kind = 'DELIVERY_RECEIPT'
                        """).param(file.number()).query(String.class).single())
                .contains("EB123456789CN");
        on("2026-03-19");
        assertThat(result(file).body().path("late").asBoolean()).isFalse(); // sending keeps the limit
        assertThat(calls.put(ISSUER, file.path("/postal-outcome"), Map.of("outcome", "RETURNED"))
                        .must(400)
                        .errors())
                .containsExactly("reason required");

        var back = calls.put(ISSUER, file.path("/postal-outcome"), Map.of("outcome", "RETURNED", "reason", "地址不详"))
                .must(200);

        assertThat(back.text("state")).isEqualTo("RETURNED");
        assertThat(back.text("light")).isEqualTo("RED"); // the old limit
        calls.put(ISSUER, file.path("/postal-outcome"), Map.of("outcome", "RETURNED", "reason", "地址不详"))
                .must(200);
        calls.put(ISSUER, file.path("/postal-outcome"), Map.of("outcome", "ARRIVED"))
                .declines(409, "not-on-the-way");
        calls.put(ISSUER, file.path("/delivery"), BY_POST).must(200);
        calls.put(ISSUER, file.path("/postal-outcome"), Map.of("outcome", "ARRIVED"))
                .must(200);
        assertThat(result(file)
                        .body()
                        .path("handingsOut")
                        .valueStream()
                        .map(one -> one.path("endedWith").asString()))
                .containsExactly("RETURNED", "ARRIVED");
        // Each handing out has its receipt.
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM issued_document WHERE receipt_number = ? AND kind = 'DELIVERY_RECEIPT'")
                        .param(file.number())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        Eventually.within(SOON, () -> assertThat(types(file)).containsExactly("returned.v1", "arrived.v1"));
    }

    @Test
    void anElectronicLicenceIsConfirmedByItsOwnerAlone() {
        var file = finished();
        calls.put(applicant(file.usci()), file.path("/e-licence-confirmation"), null)
                .declines(409, "no-e-licence-to-read");
        calls.put(ISSUER, file.path("/delivery"), AS_LICENCE).must(200);
        assertThat(result(file).text("state")).isEqualTo("UNREAD");

        calls.put(applicant(newUsci()), file.path("/e-licence-confirmation"), null)
                .declines(404, "unknown-application");
        calls.put(Calls.agent("stranger"), file.path("/e-licence-confirmation"), null)
                .declines(404, "unknown-application");
        calls.put(ISSUER, file.path("/e-licence-confirmation"), null).must(403);
        assertThat(calls.put(applicant(file.usci()), file.path("/e-licence-confirmation"), null)
                        .must(200)
                        .text("state"))
                .isEqualTo("DELIVERED");
        calls.put(applicant(file.usci()), file.path("/e-licence-confirmation"), null)
                .must(200);
        Eventually.within(SOON, () -> assertThat(types(file)).containsExactly("arrived.v1"));
    }

    @Test
    void ofManyIssuersAtOnceExactlyOneHandsOut() throws Exception {
        for (int round = 0; round < 5; round++) {
            var file = finished();

            var first = atOnce(List.<Callable<Calls.Reply>>of(
                    () -> calls.put(ISSUER, file.path("/delivery"), BY_POST),
                    () -> calls.put(ISSUER2, file.path("/delivery"), AT_THE_WINDOW),
                    () -> calls.put(ISSUER, file.path("/delivery"), AS_LICENCE)));

            assertThat(first).extracting(Calls.Reply::status).containsExactlyInAnyOrder(200, 409, 409);
            assertThat(first.stream().filter(reply -> reply.status() == 409))
                    .allSatisfy(reply -> assertThat(reply.problem()).isEqualTo("already-delivered"));
            assertThat(result(file).body().path("handingsOut")).hasSize(1);
        }
    }

    @Test
    void ofManyIssuersOfWhatCameBackExactlyOneHandsOut() throws Exception {
        var file = finished();
        calls.put(ISSUER, file.path("/delivery"), BY_POST).must(200);
        calls.put(ISSUER, file.path("/postal-outcome"), Map.of("outcome", "RETURNED", "reason", "拒收"))
                .must(200);

        var again = atOnce(List.<Callable<Calls.Reply>>of(
                () -> calls.put(ISSUER, file.path("/delivery"), BY_POST),
                () -> calls.put(ISSUER2, file.path("/delivery"), AT_THE_WINDOW)));

        assertThat(again).extracting(Calls.Reply::status).containsExactlyInAnyOrder(200, 409);
        assertThat(result(file).body().path("handingsOut")).hasSize(2);
    }

    // --- who sees what

    @Test
    void theResultsAreListedCaseByCaseForThoseWhoMaySeeThem() {
        var file = accepted();
        calls.get(applicant(file.usci()), file.path("/result")).declines(404, "unknown-result");
        var first = calls.get(applicant(file.usci()), file.path("/result/cases?limit=3"))
                .must(200)
                .body();
        assertThat(first.path("items")).hasSize(3);
        assertThat(first.path("items").path(0).has("outcome")).isFalse();
        var caseNumber = first.path("items").path(0).path("caseNumber").asString();
        events.send(
                CASES, file.number(), CASES + ".decided.v1", caseNumber, 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "outcome": "GRANTED",
                 "decidedAt": "2026-03-03T10:00:00+08:00", "licence": {"number": "L-7", "nameZh": "营业执照"}}
                """.formatted(file.number(), caseNumber));
        Eventually.within(
                SOON,
                () -> assertThat(calls.get(ISSUER, file.path("/result/cases"))
                                .must(200)
                                .body()
                                .path("items")
                                .path(0)
                                .path("licence")
                                .path("number")
                                .asString())
                        .isEqualTo("L-7"));
        var rest = calls.get(
                        applicant(file.usci()),
                        file.path("/result/cases?limit=3&after="
                                + first.path("next").asString()))
                .must(200)
                .body();
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.has("next")).isFalse();

        for (var path : List.of("/result", "/result/cases")) {
            calls.get(applicant(newUsci()), file.path(path)).declines(404, "unknown-application");
            calls.get(NOBODY, file.path(path)).must(401);
        }
    }

    @Test
    void theTablesRefuseWhatTheUseCaseRefuses() {
        var file = finished();
        calls.put(ISSUER, file.path("/delivery"), BY_POST).must(200);
        for (var wrong : Map.of(
                        "recipient = 'AGENT'", "handing_out_identity_checked_at_window",
                        "tracking_number = NULL", "handing_out_posted_with_number",
                        "ended_at = now(), ended_with = 'READ', ended_by = 'x'", "handing_out_end_fits_method",
                        "ended_at = now(), ended_with = 'RETURNED', ended_by = 'x'", "handing_out_end_whole")
                .entrySet()) {
            assertThatThrownBy(() -> jdbc.sql("UPDATE handing_out SET " + wrong.getKey() + " WHERE receipt_number = ?")
                            .param(file.number())
                            .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining(wrong.getValue());
        }
    }

    @Test
    void theOwnerReadsInTheirLanguageWhyNot() {
        var file = accepted();
        var zh = calls.send(
                        HttpMethod.GET,
                        applicant(file.usci()),
                        file.path("/result"),
                        null,
                        Map.of("Accept-Language", "zh"))
                .declines(404, "unknown-result");
        assertThat(zh.text("title")).isEqualTo("尚无办理结果");
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
}
