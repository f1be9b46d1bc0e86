package onestop.appeal.reading;

import static onestop.appeal.Office.AGENT;
import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.OURS;
import static onestop.appeal.Office.STRANGER;
import static onestop.appeal.Office.SWJ;
import static onestop.appeal.Office.WINDOW;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.Office.manager;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who sees which appeal, and what of it. */
@WholeService
class SightIT {
    private static final Person COLLEAGUE = applicant("colleague", OURS);
    private static final Person ANOTHER_WINDOW = person("window2", Role.WINDOW);
    private static final String CONTACT = ", \"contact\": {\"name\": \"王女士\", \"phone\": \"13900000000\"}";

    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
    }

    @Test
    void everyRoleByEveryRelation() {
        var id = requests.receive("PROBLEM");
        seenBy(id, List.of(APPLICANT, COLLEAGUE, COORDINATOR, AUDITOR), List.of(STRANGER, AGENT, WINDOW, GAJ, SWJ));
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        seenBy(id, List.of(APPLICANT, COLLEAGUE, COORDINATOR, AUDITOR, GAJ), List.of(STRANGER, AGENT, WINDOW, SWJ));
        requests.put(GAJ, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"SWJ\"}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").must(200);
        seenBy(id, List.of(APPLICANT, SWJ), List.of(GAJ)); // no longer theirs
    }

    @Test
    void whatAClerkTookDownTheClerkAndTheEnterpriseSee() {
        var id = requests.post(
                        WINDOW, "{\"usci\": \"" + OURS + "\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}")
                .must(201)
                .text("id");
        seenBy(id, List.of(WINDOW, APPLICANT, COLLEAGUE), List.of(ANOTHER_WINDOW, STRANGER));
    }

    @Test
    void twoRolesSeeWhatEachOfThemSees() {
        var id = requests.signed("GAJ");
        Person both = () -> TestTokens.token("both")
                .roles(Role.APPLICANT, Role.UNIT_MANAGER)
                .unit("GAJ")
                .sign();
        assertThat(requests.read(both, id).must(200).text("id")).isEqualTo(id);
        assertThat(idsSeenBy(both)).contains(id);
    }

    private void seenBy(String id, List<Person> seeing, List<Person> others) {
        for (var person : seeing) {
            requests.read(person, id).must(200);
            requests.get(person, "/appeals/{id}/due-dates", id).must(200);
            assertThat(idsSeenBy(person)).contains(id);
        }
        for (var person : others) {
            requests.read(person, id).mustBe(404, "no-such-appeal");
            requests.get(person, "/appeals/{id}/due-dates", id).mustBe(404, "no-such-appeal");
            assertThat(idsSeenBy(person)).doesNotContain(id);
        }
    }

    @Test
    void whomToCallIsToldToThoseWhoCall() {
        var id = requests.receive("PROBLEM", CONTACT);
        assertThat(phone(APPLICANT, id)).isEqualTo("13900000000");
        assertThat(phone(COORDINATOR, id)).isEqualTo("13900000000");
        assertThat(phone(AUDITOR, id)).isEmpty();
        assertThat(phone(COLLEAGUE, id)).isEmpty();
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        assertThat(phone(GAJ, id)).isEmpty();
        requests.put(GAJ, id, "signature", null).must(200);
        assertThat(phone(GAJ, id)).isEqualTo("13900000000");
        assertThat(phone(manager("manager2-gaj", "GAJ"), id)).isEmpty();
    }

    private String phone(Person person, String id) {
        return requests.read(person, id)
                .must(200)
                .json()
                .path("contact")
                .path("phone")
                .asString("");
    }

    @Test
    void whatTheOfficeSaysToItselfApplicantsDoNotRead() {
        var id = requests.receive("PROBLEM");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\", \"note\": \"内部备注\"}")
                .must(200);
        requests.put(SWJ, id, "return", "{\"legalReason\": \"内部理由\", \"proposedUnit\": \"GAJ\"}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(GAJ, id, "contact", "{\"note\": \"内部记录\"}").must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"公开答复\"}").must(200);

        var asApplicant = requests.read(APPLICANT, id).must(200);
        assertThat(asApplicant.body())
                .doesNotContain("内部", "manager-", "coordinator", "proposedUnit")
                .contains("公开答复");
        assertThat(asApplicant.json().path("steps").findValuesAsString("step"))
                .containsExactly("RECEIVED", "DISPATCHED", "DISPATCHED", "SIGNED", "CONTACTED", "REPLIED");
        assertThat(requests.read(GAJ, id).body())
                .contains("内部理由", "manager-swj")
                .doesNotContain("submittedBy");
        assertThat(requests.read(COORDINATOR, id).text("submittedBy")).isEqualTo("applicant");
    }

    @Test
    void aListIsPagedNewestFirstWithoutGaps() {
        var newcomer = person("newcomer-" + UUID.randomUUID(), Role.APPLICANT);
        var expected = new ArrayList<String>();
        for (int number = 0; number < 7; number++) { // three at the same instant
            clock.setTo("2026-03-02T09:1%d:00+08:00".formatted(Math.min(number, 4)));
            expected.add(requests.post(newcomer, "{\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}")
                    .must(201)
                    .text("id"));
        }
        var read = idsSeenBy(newcomer, 2);
        assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(read.subList(3, 7))
                .containsExactly(expected.get(3), expected.get(2), expected.get(1), expected.get(0));
        assertThat(ids(requests.get(newcomer, "/appeals?state=RECEIVED&kind=HELP")
                        .json()))
                .hasSize(7);
        assertThat(ids(requests.get(newcomer, "/appeals?state=CLOSED").json())).isEmpty();
        assertThat(ids(requests.get(newcomer, "/appeals?usci=" + OURS).json())).isEmpty();
    }

    @Test
    void badQueriesAreNamed() {
        requests.get(COORDINATOR, "/appeals?state=LOST").mustBlame("state", "one-of");
        requests.get(COORDINATOR, "/appeals?limit=0").mustBlame("limit", "limit-range");
        requests.get(COORDINATOR, "/appeals?after=AAAA").mustBlame("after", "cursor");
        requests.get(COORDINATOR, "/appeals?usci=x").mustBlame("usci", "pattern");
    }

    @Test
    void dueTimesAreAccountedFor() {
        var id = requests.receive("PROBLEM");
        var explained =
                requests.get(APPLICANT, "/appeals/{id}/due-dates", id).must(200).json();
        Contracts.assertAnswer("DueDates", explained);
        assertThat(explained
                        .path("clocks")
                        .get(0)
                        .path("spans")
                        .get(0)
                        .path("seconds")
                        .asInt())
                .isEqualTo(7200);
        assertThat(explained.path("clocks").get(2).path("days").size()).isEqualTo(21);
        assertThat(explained.path("clocks").get(2).path("dueAt").asString()).isEqualTo("2026-03-23T23:59:59+08:00");
    }

    /** Of all pages: many appeals of other tests are as new as that of this one. */
    private List<String> idsSeenBy(Person person) {
        return idsSeenBy(person, 200);
    }

    private List<String> idsSeenBy(Person person, int limit) {
        var read = new ArrayList<String>();
        String after = "";
        do {
            var page = requests.get(person, "/appeals?limit=" + limit + after)
                    .must(200)
                    .json();
            Contracts.assertAnswer("AppealPage", page);
            read.addAll(ids(page));
            after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        return read;
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(line -> line.path("id").asString())
                .toList();
    }
}
