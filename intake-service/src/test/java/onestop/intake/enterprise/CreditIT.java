package onestop.intake.enterprise;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import onestop.intake.AtOnce;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.calendar.ServiceHours;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@IntakeTest
class CreditIT {
    private static final Calls.Person MANAGER = new Calls.Person("manager", Role.UNIT_MANAGER, "SCJG", List.of());
    private static final Calls.Person OTHER_MANAGER =
            new Calls.Person("other-manager", Role.UNIT_MANAGER, "SWJ", List.of());

    @Autowired
    Calls calls;

    @Autowired
    CreditStandings credits;

    @Autowired
    TravelClock clock;

    private static LocalDate today() {
        return TravelClock.today();
    }

    private static Map<String, Object> marked(String ground, Object... more) {
        var body = new HashMap<String, Object>(
                Map.of("ground", ground, "basis", "莒南市监罚〔2026〕3号", "since", today().toString()));
        for (int i = 0; i < more.length; i += 2) {
            body.put(String.valueOf(more[i]), more[i + 1]);
        }
        return body;
    }

    private Calls.Reply mark(String usci, Map<String, Object> body) {
        return calls.post(MANAGER, "/enterprises/" + usci + "/credit-records", body);
    }

    private Calls.Reply lift(Calls.Person who, String id) {
        return calls.put(who, "/credit-records/" + id + "/lifting", Map.of("reason", "信用修复决定书〔2026〕1号"));
    }

    private String standing(String usci) {
        return calls.get(WINDOW, "/enterprises/" + usci)
                .must(200)
                .body()
                .path("credit")
                .path("standing")
                .asString();
    }

    @Test
    void aMarkCountsUntilItIsLiftedAndIsNeverForgotten() {
        var usci = calls.enterprise();
        assertThat(standing(usci)).isEqualTo("GOOD");

        var made = mark(usci, marked("BAD_CREDIT")).must(201);

        assertThat(made.text("status")).isEqualTo("COUNTS");
        assertThat(made.text("unit")).isEqualTo("SCJG");
        assertThat(standing(usci)).isEqualTo("DISHONEST");
        assertThat(credits.of(usci).takenOnTrust()).isFalse();
        calls.submit(usci, "PKG-BG-GD"); // dishonest, but not barred

        lift(OTHER_MANAGER, made.text("id")).declines(403, "recorded-by-another-unit");
        assertThat(standing(usci)).isEqualTo("DISHONEST");
        var lifted = lift(MANAGER, made.text("id")).must(200);
        assertThat(lifted.text("status")).isEqualTo("LIFTED");
        assertThat(lift(OPS, made.text("id"))
                        .must(200)
                        .body()
                        .path("lifting")
                        .path("by")
                        .asString())
                .as("the first lifting stays")
                .isEqualTo("manager");
        assertThat(standing(usci)).isEqualTo("GOOD");
        var list = calls.get(applicant(usci), "/enterprises/" + usci + "/credit-records")
                .must(200)
                .body()
                .path("items");
        assertThat(list.size()).isEqualTo(1);
        assertThat(list.path(0).path("lifting").path("reason").asString()).isEqualTo("信用修复决定书〔2026〕1号");
    }

    @Test
    void whoeverHandsItInABarredEnterpriseIsRefusedUntilTheBarIsOver() {
        var usci = calls.enterprise();
        var until = LocalDate.parse(mark(usci, marked("FALSE_MATERIAL", "itemCodes", List.of("QY-BG-GD")))
                .must(201)
                .text("barredUntil"));
        assertThat(until).isEqualTo(today().plusYears(1));
        assertThat(standing(usci)).isEqualTo("BARRED");
        var body = calls.application(usci, "PKG-BG-GD");
        calls.helped(HELPER, usci);

        for (var who : List.of(applicant(usci), WINDOW, HELPER)) {
            assertThat(calls.post(who, "/applications", body)
                            .declines(403, "enterprise-barred")
                            .text("detail"))
                    .contains(usci, until.toString(), "QY-BG-GD");
        }
        calls.submit(usci, "PKG-BG-ZS"); // other items are not concerned
        try {
            clock.stopAt(until.atTime(23, 59).atZone(ServiceHours.ZONE).toInstant());
            calls.post(applicant(usci), "/applications", body).declines(403, "enterprise-barred");
            clock.stopAt(
                    until.plusDays(1).atTime(9, 0).atZone(ServiceHours.ZONE).toInstant());
            calls.post(applicant(usci), "/applications", body).must(201);
            assertThat(calls.get(WINDOW, "/enterprises/" + usci + "/credit-records")
                            .must(200)
                            .body()
                            .path("items")
                            .path(0)
                            .path("status")
                            .asString())
                    .isEqualTo("OVER");
        } finally {
            clock.goOn();
        }
    }

    @Test
    void fraudBarsForThreeYearsFromEverythingBranchesIncluded() {
        var parent = calls.enterprise();
        var branch = calls.branches(parent, 1).getFirst();
        var foreign = calls.enterprise();

        assertThat(mark(parent, marked("OBTAINED_BY_FRAUD")).must(201).text("barredUntil"))
                .isEqualTo(today().plusYears(3).toString());

        assertThat(standing(branch)).isEqualTo("BARRED");
        calls.post(applicant(branch), "/applications", calls.application(branch, "PKG-BG-GD"))
                .declines(403, "enterprise-barred");
        var standings = credits.ofAll(List.of(parent, branch, foreign));
        assertThat(standings)
                .hasEntrySatisfying(branch, one -> assertThat(one.kind()).isEqualTo(CreditStanding.Kind.BARRED));
        assertThat(standings)
                .hasEntrySatisfying(foreign, one -> assertThat(one.kind()).isEqualTo(CreditStanding.Kind.GOOD));
    }

    @Test
    void aBarredBranchKeepsTheBatchFromBeingHandedIn() {
        var parent = calls.enterprise();
        var branches = calls.branches(parent, 2);
        mark(branches.get(1), marked("FALSE_MATERIAL", "itemCodes", List.of("SP-BG")))
                .must(201);
        var body = calls.application(parent, "PKG-FZ-PL");
        body.put("branches", branches.stream().map(one -> Map.of("usci", one)).toList());

        assertThat(calls.post(applicant(parent), "/applications", body)
                        .declines(403, "enterprise-barred")
                        .text("detail"))
                .contains(branches.get(1));
        body.put("branches", List.of(Map.of("usci", branches.get(0))));
        calls.post(applicant(parent), "/applications", body).must(201);
    }

    @Test
    void whatIsWrongWithARecordIsNamed() {
        var usci = calls.enterprise();

        assertThat(mark(usci, marked("BAD_CREDIT", "itemCodes", List.of("QY-BG-GD")))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes items-only-with-a-bar");
        assertThat(mark(usci, marked("FALSE_MATERIAL", "itemCodes", List.of("QY-BG-GD", "NO")))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes[1] unknown-item");
        assertThat(mark(usci, marked("BAD_CREDIT", "since", today().plusDays(1).toString()))
                        .must(400)
                        .errors())
                .containsExactly("since date-range");
        mark(usci, marked("BAD_CREDIT", "basis", " ")).must(400);
        mark(usci, marked("GOSSIP")).must(400);
        mark(newUsci(), marked("BAD_CREDIT")).declines(404, "unknown-enterprise");
        lift(OPS, UUID.randomUUID().toString()).declines(404, "unknown-credit-record");
        calls.put(OPS, "/credit-records/" + UUID.randomUUID() + "/lifting", Map.of("reason", ""))
                .must(400);
    }

    @Test
    void recordsAreMadeByDepartmentsAndReadByThoseWhoMayKnowTheEnterprise() {
        var usci = calls.enterprise();
        var path = "/enterprises/" + usci + "/credit-records";

        calls.post(WINDOW, path, marked("BAD_CREDIT")).must(403);
        calls.post(applicant(usci), path, marked("BAD_CREDIT")).must(403);
        calls.get(applicant(newUsci()), path).declines(404, "unknown-enterprise");
        calls.get(agent("nobodys"), path).declines(404, "unknown-enterprise");
        calls.get(HELPER, path).must(200);
    }

    @Test
    void theSameRequestSentManyTimesAtOnceMakesOneRecord() throws Exception {
        var usci = calls.enterprise();
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        var path = "/enterprises/" + usci + "/credit-records";

        var replies = AtOnce.all(Collections.<Callable<Calls.Reply>>nCopies(
                6, () -> calls.send(HttpMethod.POST, MANAGER, path, marked("BAD_CREDIT"), key)));

        assertThat(replies).allSatisfy(reply -> reply.must(201));
        assertThat(replies.stream().map(reply -> reply.text("id")).distinct()).hasSize(1);
    }

    @Test
    void theyComePageByPageAndNoMoreThanFiftyCount() {
        var usci = calls.enterprise();
        var made = new ArrayList<String>();
        for (int i = 0; i < 50; i++) {
            made.add(mark(usci, marked("FALSE_PROMISE")).must(201).text("id"));
        }
        mark(usci, marked("FALSE_PROMISE")).declines(409, "too-many-credit-records");

        var seen = new ArrayList<String>();
        var after = "";
        do {
            var page = calls.get(OPS, "/enterprises/" + usci + "/credit-records?limit=20" + after)
                    .must(200)
                    .body();
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        assertThat(seen).containsExactlyElementsOf(made.reversed());
    }
}
