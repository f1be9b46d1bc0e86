package onestop.intake.enterprise;

import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import onestop.intake.AtOnce;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.calendar.ServiceHours;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntakeTest
class PowersIT {
    @Autowired
    Calls calls;

    @Autowired
    TravelClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Representation representation;

    @Autowired
    TransactionTemplate transaction;

    private static String agentOf(String usci) {
        return "agent-of-" + usci;
    }

    private Calls.Reply grant(String usci, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of(
                "principalUsci",
                usci,
                "agent",
                agentOf(usci),
                "validUntil",
                today().plusDays(30).toString()));
        body.putAll(more);
        return calls.post(applicant(usci), "/powers-of-attorney", body);
    }

    private Calls.Reply submit(String usci) {
        return calls.post(agent(agentOf(usci)), "/applications", calls.application(usci, "PKG-BG-GD"));
    }

    private Calls.Reply submitBatch(String usci, List<String> branches) {
        var body = calls.application(usci, "PKG-FZ-PL");
        body.put(
                "branches",
                branches.stream().map(branch -> Map.of("usci", branch)).toList());
        return calls.post(agent(agentOf(usci)), "/applications", body);
    }

    private static LocalDate today() {
        return TravelClock.today();
    }

    // --- granting and taking back

    @Test
    void aPowerIsGrantedReadAndRevoked() {
        var usci = calls.enterprise();
        var power = grant(usci, Map.of("itemCodes", List.of("QY-BG-MC"))).must(201);
        var path = "/powers-of-attorney/" + power.text("id");

        assertThat(power.headers().get("Location")).isEqualTo("/api/intake" + path);
        assertThat(calls.get(agent(agentOf(usci)), path).must(200).text("status"))
                .isEqualTo("IN_FORCE");
        calls.get(agent("somebody-else"), path).declines(404, "unknown-power-of-attorney");
        calls.get(applicant(newUsci()), path).declines(404, "unknown-power-of-attorney");
        calls.put(applicant(newUsci()), path + "/revocation", null).declines(404, "unknown-power-of-attorney");
        calls.put(applicant(newUsci()), "/powers-of-attorney/" + UUID.randomUUID() + "/revocation", null)
                .declines(404, "unknown-power-of-attorney");

        var revoked = calls.put(applicant(usci), path + "/revocation", null).must(200);
        assertThat(revoked.text("status")).isEqualTo("REVOKED");
        assertThat(calls.put(applicant(usci), path + "/revocation", null)
                        .must(200)
                        .text("revokedAt"))
                .isEqualTo(revoked.text("revokedAt"));
    }

    @Test
    void onlyTheEnterpriseItselfNamesAnAgent() {
        var usci = calls.enterprise();

        calls.post(
                        applicant(newUsci()),
                        "/powers-of-attorney",
                        Map.of(
                                "principalUsci",
                                usci,
                                "agent",
                                "x",
                                "all",
                                true,
                                "validUntil",
                                today().plusDays(1).toString()))
                .declines(403, "not-your-enterprise");
        grant(newUsci(), Map.of("all", true)).declines(409, "enterprise-not-registered");
    }

    @Test
    void aPowerThatMakesNoSenseIsRefusedByField() {
        var usci = calls.enterprise();
        var branch = calls.branches(usci, 1).getFirst();
        var foreign = calls.branches(calls.enterprise(), 1).getFirst();

        assertThat(grant(usci, Map.of()).must(400).errors()).containsExactly("itemCodes items-or-all");
        assertThat(grant(usci, Map.of("all", true, "itemCodes", List.of("SW-BG")))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes items-or-all");
        assertThat(grant(usci, Map.of("itemCodes", List.of("SW-BG", "NO")))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes[1] unknown-item");
        assertThat(grant(
                                usci,
                                Map.of(
                                        "all",
                                        true,
                                        "validUntil",
                                        today().minusDays(1).toString()))
                        .must(400)
                        .errors())
                .containsExactly("validUntil date-range");
        assertThat(grant(
                                usci,
                                Map.of(
                                        "all",
                                        true,
                                        "validFrom",
                                        today().minusDays(1).toString()))
                        .must(400)
                        .errors())
                .containsExactly("validFrom date-range");
        assertThat(grant(
                                usci,
                                Map.of(
                                        "all",
                                        true,
                                        "validFrom",
                                        today().plusDays(31).toString()))
                        .must(400)
                        .errors())
                .containsExactly("validUntil ends-before-start");
        assertThat(grant(usci, Map.of("all", true, "branchUscis", List.of(branch, foreign, newUsci())))
                        .must(400)
                        .errors())
                .containsExactly("branchUscis[1] not-a-branch-of-this", "branchUscis[2] not-a-branch-of-this");
        assertThat(grant(usci, Map.of("all", true, "branchUscis", List.of(branch, branch)))
                        .must(400)
                        .errors())
                .containsExactly("branchUscis[1] named-twice");
        assertThat(grant(usci, Map.of("all", true, "branchUscis", Collections.nCopies(501, branch)))
                        .must(400)
                        .errors())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("branchUscis ");
        assertThat(calls.send(HttpMethod.POST, applicant(usci), "/powers-of-attorney", Map.of(), Map.of())
                        .must(400)
                        .problem())
                .isEqualTo("invalid-request");
    }

    // --- lists

    private List<String> ids(Calls.Person who, String query) {
        var seen = new ArrayList<String>();
        var after = "";
        do {
            var page = calls.get(who, "/powers-of-attorney?limit=2" + query + after)
                    .must(200)
                    .body();
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        return seen;
    }

    @Test
    void anAgentListsItsPowersAndAnEnterpriseThoseItGave() {
        var one = calls.enterprise();
        var other = calls.enterprise();
        var name = agentOf(one);
        var first = grant(one, Map.of("all", true)).must(201).text("id");
        var second = grant(one, Map.of("all", true, "agent", "another-" + one))
                .must(201)
                .text("id");
        var third = grant(other, Map.of("all", true, "agent", name)).must(201).text("id");
        var fourth =
                grant(one, Map.of("itemCodes", List.of("QY-BG-MC"))).must(201).text("id");
        calls.put(applicant(one), "/powers-of-attorney/" + first + "/revocation", null)
                .must(200);

        assertThat(ids(agent(name), "")).containsExactly(fourth, third, first);
        assertThat(ids(agent(name), "&principalUsci=" + one)).containsExactly(fourth, first);
        assertThat(ids(applicant(one), "&principalUsci=" + one)).containsExactly(fourth, second, first);
        assertThat(ids(applicant(one), "&principalUsci=" + one + "&agent=" + name))
                .containsExactly(fourth, first);
        assertThat(ids(WINDOW, "&principalUsci=" + one)).containsExactly(fourth, second, first);
        assertThat(ids(WINDOW, "&agent=" + name)).containsExactly(fourth, third, first);

        calls.get(applicant(other), "/powers-of-attorney?principalUsci=" + one).declines(404, "unknown-enterprise");
        assertThat(ids(agent("nobody"), "&principalUsci=" + one)).isEmpty();
        assertThat(calls.get(applicant(one), "/powers-of-attorney").must(400).errors())
                .containsExactly("principalUsci required");
        calls.get(OPS, "/powers-of-attorney?principalUsci=" + one).must(403);
        assertThat(calls.get(agent(name), "/powers-of-attorney?after=xyz")
                        .must(400)
                        .errors())
                .containsExactly("after cursor");
    }

    // --- what a power allows

    @Test
    void aPowerIsOfNoUseBeforeItsFirstDayAndAfterItsLast() {
        var usci = calls.enterprise();
        grant(
                        usci,
                        Map.of(
                                "all",
                                true,
                                "validFrom",
                                today().plusDays(2).toString(),
                                "validUntil",
                                today().plusDays(3).toString()))
                .must(201);
        try {
            submit(usci).declines(403, "power-of-attorney-not-yet");
            clock.stopAt(
                    today().plusDays(3).atTime(12, 0).atZone(ServiceHours.ZONE).toInstant());
            var number = submit(usci).must(201).text("receiptNumber");
            clock.stopAt(
                    today().plusDays(4).atTime(12, 0).atZone(ServiceHours.ZONE).toInstant());
            submit(usci).declines(403, "power-of-attorney-expired");
            calls.put(agent(agentOf(usci)), "/applications/" + number + "/withdrawal", null)
                    .declines(403, "power-of-attorney-expired");
        } finally {
            clock.goOn();
        }
    }

    @Test
    void aPowerForSomeBranchesIsForThemOnly() {
        var usci = calls.enterprise();
        var branches = calls.branches(usci, 3);
        var covered = branches.subList(0, 2);
        var power = grant(usci, Map.of("all", true, "branchUscis", covered)).must(201);
        assertThat(power.body().path("allBranches").asBoolean()).isFalse();

        // the first stage of a batch concerns the enterprise itself
        assertThat(submitBatch(usci, covered)
                        .declines(403, "power-of-attorney-without-branches")
                        .text("detail"))
                .contains(usci)
                .doesNotContain(branches.get(0));
        submit(usci).declines(403, "power-of-attorney-without-branches");

        var withItself = new ArrayList<>(covered);
        withItself.add(usci);
        grant(usci, Map.of("all", true, "branchUscis", withItself)).must(201);
        assertThat(submitBatch(usci, branches)
                        .declines(403, "power-of-attorney-without-branches")
                        .text("detail"))
                .contains(branches.get(2))
                .doesNotContain(branches.get(0));
        var number = submitBatch(usci, covered).must(201).text("receiptNumber");

        var me = agent(agentOf(usci));
        calls.get(me, "/applications/" + number).must(200);
        assertThat(calls.get(me, "/applications").must(200).body().toString()).contains(number);
        calls.get(me, "/enterprises/" + usci).must(200);
        calls.get(me, "/enterprises/" + branches.get(0)).must(200);
        calls.get(me, "/enterprises/" + branches.get(2)).declines(404, "unknown-enterprise");

        // the wider power is taken back: what is left does not cover the file any more
        var list = ids(applicant(usci), "&principalUsci=" + usci);
        calls.put(applicant(usci), "/powers-of-attorney/" + list.getFirst() + "/revocation", null)
                .must(200);
        calls.put(me, "/applications/" + number + "/withdrawal", null)
                .declines(403, "power-of-attorney-without-branches");
        assertThat(calls.get(me, "/applications").must(200).body().toString()).doesNotContain(number);
    }

    @Test
    void oldUselessPowersDoNotHideOneThatHolds() {
        var usci = calls.enterprise();
        var holding = grant(usci, Map.of("all", true)).must(201).text("id");
        jdbc.sql("""
                INSERT INTO power_of_attorney (id, principal_usci, agent, valid_from, valid_until, granted_by, granted_at,
                                               revoked_by, revoked_at, version)
                SELECT gen_random_uuid(), :usci, :agent, :today, :today, 'x', :later, 'x', :later, 2
                  FROM generate_series(1, 150)
                """)
                .param("usci", usci)
                .param("agent", agentOf(usci))
                .param("today", today())
                .param("later", TravelClock.now().plusSeconds(3_600).atOffset(ZoneOffset.UTC))
                .update();

        var number = submit(usci).must(201).text("receiptNumber");

        assertThat(calls.get(WINDOW, "/applications/" + number).must(200).text("powerOfAttorney"))
                .isEqualTo(holding);
        assertThat(representation.principals(List.of(UUID.fromString(holding))))
                .containsExactly(Map.entry(UUID.fromString(holding), usci));
    }

    @Test
    void theHistoryShowsTheAgentAndInWhoseNameItActed() {
        var parent = calls.enterprise();
        var branch = calls.branches(parent, 1).getFirst();
        var power = grant(parent, Map.of("all", true)).must(201).text("id");
        var me = agent(agentOf(parent));
        var number = calls.post(me, "/applications", calls.application(branch, "PKG-BG-GD"))
                .must(201)
                .text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        calls.put(me, "/applications/" + number + "/withdrawal", null).must(200);

        var history = calls.get(applicant(branch), "/applications/" + number + "/acts")
                .must(200)
                .body()
                .path("items");

        var lines = new ArrayList<String>();
        history.forEach(act -> lines.add("%s %s %s %s %s"
                .formatted(
                        act.path("act").asString(),
                        act.path("by").asString(),
                        act.path("as").asString(),
                        act.path("powerOfAttorney").asString("-"),
                        act.path("powerOf").asString("-"))));
        assertThat(lines)
                .containsExactly(
                        "SUBMITTED %s AGENT %s %s".formatted(agentOf(parent), power, parent),
                        "ACCEPTED window WINDOW - -",
                        "WITHDRAWN %s AGENT %s %s".formatted(agentOf(parent), power, parent));
        calls.get(applicant(newUsci()), "/applications/" + number + "/acts").declines(404, "unknown-application");
        calls.get(agent("another"), "/applications/" + number + "/acts").declines(404, "unknown-application");
        calls.get(WINDOW, "/applications/371327LB00000000001/acts").declines(404, "unknown-application");
    }

    // --- at the same moment

    @Test
    void whoActsWhileAPowerIsBeingRevokedWaitsAndIsRefused() throws Exception {
        var usci = calls.enterprise();
        var id = UUID.fromString(grant(usci, Map.of("all", true)).must(201).text("id"));
        var body = calls.application(usci, "PKG-BG-GD");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Calls.Reply> submission = Objects.requireNonNull(transaction.execute(_ -> {
                revokeInside(id);
                var waiting = threads.submit(() -> calls.post(agent(agentOf(usci)), "/applications", body));
                awaitSomebodyWaitingForTheRow();
                assertThat(waiting.isDone()).isFalse();
                return waiting;
            }));

            submission.get(60, TimeUnit.SECONDS).declines(403, "power-of-attorney-revoked");
        }
        assertThat(filesUnder(id)).isZero();
    }

    private void revokeInside(UUID id) {
        jdbc.sql("SELECT 1 FROM power_of_attorney WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(Integer.class)
                .single();
        jdbc.sql(
                        "UPDATE power_of_attorney SET revoked_by = 'x', revoked_at = now(), version = version + 1 WHERE id = :id")
                .param("id", id)
                .update();
    }

    @Test
    void whoRevokesAPowerThatIsBeingUsedWaitsForTheAct() throws Exception {
        var usci = calls.enterprise();
        var id = grant(usci, Map.of("all", true)).must(201).text("id");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Calls.Reply> revocation = Objects.requireNonNull(transaction.execute(_ -> {
                assertThat(representation.agentActing(agentOf(usci), usci, List.of("QY-BG-GD"), List.of(usci)))
                        .isInstanceOf(Standing.Agent.class);
                var waiting = threads.submit(
                        () -> calls.put(applicant(usci), "/powers-of-attorney/" + id + "/revocation", null));
                awaitSomebodyWaitingForTheRow();
                assertThat(waiting.isDone()).isFalse();
                return waiting;
            }));

            assertThat(revocation.get(60, TimeUnit.SECONDS).must(200).text("status"))
                    .isEqualTo("REVOKED");
        }
        submit(usci).declines(403, "power-of-attorney-revoked");
    }

    private void awaitSomebodyWaitingForTheRow() {
        // not pg_stat_activity, which shows the same all through a transaction
        Eventually.within(
                Duration.ofSeconds(30),
                () -> assertThat(jdbc.sql("""
                                SELECT count(*)
                                  FROM pg_locks waiting
                                  JOIN pg_locks held ON held.transactionid = waiting.transactionid
                                 WHERE NOT waiting.granted AND held.granted AND held.pid = pg_backend_pid()
                                """).query(Integer.class).single()).isPositive());
    }

    @Test
    void noFileIsHandedInAfterTheRevocationHoweverTheyRace() throws Exception {
        for (int round = 0; round < 8; round++) {
            var usci = calls.enterprise();
            var id = grant(usci, Map.of("all", true)).must(201).text("id");
            var body = calls.application(usci, "PKG-BG-GD");
            var works = new ArrayList<Callable<Calls.Reply>>();
            works.add(() -> calls.put(applicant(usci), "/powers-of-attorney/" + id + "/revocation", null));
            for (int i = 0; i < 3; i++) {
                works.add(() -> calls.post(agent(agentOf(usci)), "/applications", body));
            }

            var replies = AtOnce.all(works);

            replies.getFirst().must(200);
            long accepted =
                    replies.stream().filter(reply -> reply.status() == 201).count();
            replies.stream()
                    .skip(1)
                    .filter(reply -> reply.status() != 201)
                    .forEach(reply -> reply.declines(403, "power-of-attorney-revoked"));
            assertThat(filesUnder(UUID.fromString(id))).isEqualTo(accepted);
            assertThat(jdbc.sql("""
                            SELECT count(*)
                              FROM application a
                              JOIN power_of_attorney p ON p.id = a.power_of_attorney_id
                             WHERE p.id = :id AND a.received_at > p.revoked_at
                            """)
                            .param("id", UUID.fromString(id))
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    private long filesUnder(UUID power) {
        return jdbc.sql("SELECT count(*) FROM application WHERE power_of_attorney_id = :id")
                .param("id", power)
                .query(Long.class)
                .single();
    }
}
