package onestop.evaluation.partners;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.Reconciliation;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeService
class RatingsFromPartnersIT {
    private static final String TOPIC = "onestop.partner.rating";
    private static final String GIVEN = "onestop.partner.rating.given.v1";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Reconciliation reconciliation;

    private String unit = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        steps.inTheCatalogue(unit, "QY-BG");
    }

    @Test
    void theSampleOfTheContractIsTakenIn() {
        var sample = Contracts.read(Contracts.FOLDER.resolve("events/" + GIVEN + ".sample.json"));
        var number = Sent.newNumber();
        send(number, sample.replace("12345-20260305-000417", number).replace("XZSP", unit));

        Eventually.within(SOON, () -> assertThat(stored()).isEqualTo(1));
        assertThat(jdbc.sql("SELECT text FROM rating WHERE source_number = ?")
                        .param(number)
                        .query(String.class)
                        .single())
                .isEqualTo("比承诺的时间晚了两天");
    }

    @Test
    void aBadRowGoesToTheDeadLettersWithItsReasonAndTheRestGoesIn() {
        var wrong = List.of(
                Sent.good(unit, "level", "GOOD"),
                Sent.good(unit, "labels", List.of("209")),
                Sent.good(unit, "ratedAt", "2026-03-06T09:30:00+08:00"),
                Sent.good(unit, "number", null));
        for (int i = 0; i < 400; i++) {
            send(unit, Sent.json(i % 8 == 0 ? Sent.bad(unit) : Sent.good(unit)));
            if (i % 100 == 50) {
                send(unit, Sent.json(wrong.get(i / 100)));
            }
        }

        Eventually.within(SOON, () -> {
            assertThat(stored()).isEqualTo(400);
            assertThat(reasons()).hasSize(4);
        });
        assertThat(reasons())
                .containsExactlyInAnyOrder(
                        "level: must be one of: VERY_SATISFIED, SATISFIED, BASICALLY_SATISFIED, DISSATISFIED, VERY_DISSATISFIED",
                        "labels[0]: label 209 belongs to the level DISSATISFIED",
                        "ratedAt: lies in the future",
                        "number: must be given");
        var figures = figures();
        assertThat(figures.path("ratings").asInt()).isEqualTo(400);
        assertThat(figures.path("byChannel").path("PHONE").asInt()).isEqualTo(400);
        assertThat(figures.path("badRate").path("numerator").asInt()).isEqualTo(50);
        assertThat(tallied("WINDOW", "W-" + unit)).isEqualTo(400);
        assertThat(tallied("OFFICER", "O-" + unit)).isEqualTo(400);
        assertThat(tallied("TOWN", "T-" + unit)).isEqualTo(400);
        assertReconciled();
    }

    @Test
    void whatIsAheadOfItsUnitIsTakenInOnceTheUnitIsKnown() {
        var later = newUnit();
        var ahead = Sent.good(later, "dimensions", Map.of("SERVICE_ATTITUDE", "SATISFIED"));
        send(unit, Sent.json(ahead));
        send(unit, Sent.json(Sent.good(unit, "item", "NO-SUCH-ITEM")));
        send(unit, Sent.json(Sent.good(unit)));
        Eventually.within(
                SOON,
                () -> assertThat(reasons())
                        .containsExactlyInAnyOrder(
                                "unit: is no unit of the catalogue: " + later,
                                "item: is no item or package of the catalogue: NO-SUCH-ITEM"));
        Eventually.within(SOON, () -> assertThat(stored()).isEqualTo(1));
        var letter = jdbc.sql("SELECT id FROM dead_letter WHERE msg_key = ? AND reason LIKE 'unit%'")
                .param(unit)
                .query(UUID.class)
                .single();

        steps.inTheCatalogue(later);
        assertThat(steps.putTo("/api/evaluation/ops/dead-letters/" + letter + "/replay", "{}", Hall.OPS))
                .hasStatus2xxSuccessful();

        assertThat(jdbc.sql("SELECT count(*) FROM rating WHERE source_number = ?")
                        .param(ahead.get("number"))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertReconciled();
    }

    @Test
    void aContactLiesReadableNowhereThoughItsRowWasRefusedAndPutBack() {
        var later = newUnit();
        var ahead = Sent.bad(later);
        ahead.put("contact", "0539-" + later);
        ahead.put("personInCharge", "name-of-" + later);
        send(unit, Sent.json(ahead));
        send(unit, "{\"contact\":\"0539-" + later);
        Eventually.within(SOON, () -> assertThat(reasons()).hasSize(2));
        var told = events.awaitAll(
                TOPIC + ".dlt", SOON, record -> unit.equals(record.key()), records -> records.size() == 2);
        assertThat(told).allSatisfy(record -> assertThat(record.text()).doesNotContain("0539-", "name-of-"));
        assertThat(told).anySatisfy(record -> assertThat(record.text()).contains(String.valueOf(ahead.get("number"))));
        var letter = jdbc.sql("SELECT id FROM dead_letter WHERE msg_key = ? AND reason LIKE 'unit%'")
                .param(unit)
                .query(UUID.class)
                .single();

        steps.inTheCatalogue(later);
        assertThat(steps.putTo("/api/evaluation/ops/dead-letters/" + letter + "/replay", "{}", Hall.OPS))
                .hasStatus2xxSuccessful();

        var order = jdbc.sql("SELECT id FROM rectification WHERE unit = ?")
                .param(later)
                .query(UUID.class)
                .single();
        assertThat(json(steps.get("/api/evaluation/rectifications/" + order, Hall.SUPERVISOR))
                        .path("reachedBy")
                        .path("way")
                        .asString())
                .as("a name was given: the source knows the contact")
                .isEqualTo("SOURCE");
        for (var table : List.of("dead_letter", "outbox")) {
            assertThat(jdbc.sql("SELECT coalesce(encode(payload, 'escape'), '') FROM " + table + " WHERE msg_key = ?")
                            .param(unit)
                            .query(String.class)
                            .list())
                    .as(table)
                    .allSatisfy(kept -> assertThat(kept).doesNotContain("0539-", "name-of-"));
        }
    }

    @Test
    void whatComesAgainHasNoSecondEffectWhateverItSaysThen() {
        var first = Sent.bad(unit);
        var number = String.valueOf(first.get("number"));
        send(number, Sent.json(first));
        send(number, Sent.json(first));
        Eventually.within(SOON, () -> assertThat(stored()).isEqualTo(1));
        var later = Sent.good(unit);
        later.put("number", number);
        send(number, Sent.json(later));
        send(unit, Sent.json(Sent.good(unit)));

        Eventually.within(SOON, () -> assertThat(stored()).isEqualTo(2));

        assertThat(figures().path("badRate").path("numerator").asInt()).isEqualTo(1);
        assertThat(orders()).hasSize(1);
        assertReconciled();
    }

    @Test
    void eachBadOneOpensAnOrderThatTheUnitPutsRight() {
        var bad = Sent.bad(unit);
        send(unit, Sent.json(bad));
        send(unit, Sent.json(Sent.good(unit)));

        Eventually.within(SOON, () -> assertThat(orders()).hasSize(1));
        var order = orders().getFirst();
        var manager = Hall.manager(unit);
        var read = json(steps.get("/api/evaluation/rectifications/" + order, manager));
        Contracts.assertAnswer("Rectification", read);
        assertThat(read.path("rating").path("text").asString()).isEqualTo("窗口说\t\\N\n再来一趟");
        assertThat(read.path("rating").path("receiptNumber").asString()).isEqualTo(bad.get("number"));
        assertThat(steps.put(order, "contact", "{}", manager)).hasStatus(200);
        assertThat(steps.put(order, "confirmation", "{}", manager)).hasStatus(200);
        assertThat(steps.put(order, "rectification", "{\"result\":\"已整改\"}", manager))
                .hasStatus(200);
        assertThat(figures().path("rectificationRate").path("ratio").asInt()).isEqualTo(1);
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rectification", order.toString()))
                        .isNotEmpty());
        for (var event : events.list("onestop.evaluation.rectification", order.toString())) {
            Contracts.assertEvent(event.type(), event.text());
        }
    }

    @Test
    void nobodyClosesARealNameOneWithoutACallBackAndTheOrderTellsWhomToAsk() {
        send(unit, Sent.json(Sent.bad(unit)));
        Eventually.within(SOON, () -> assertThat(orders()).hasSize(1));
        var order = orders().getFirst();
        var manager = Hall.manager(unit);
        var toTheSupervisor = json(steps.get("/api/evaluation/rectifications/" + order, Hall.SUPERVISOR));
        Contracts.assertAnswer("Rectification", toTheSupervisor);
        assertThat(toTheSupervisor.path("reachedBy").path("way").asString()).isEqualTo("SOURCE");
        assertThat(toTheSupervisor.path("reachedBy").path("source").asString()).isEqualTo("HOTLINE");
        assertThat(json(steps.get("/api/evaluation/rectifications/" + order, manager))
                        .has("reachedBy"))
                .isFalse();
        steps.put(order, "contact", "{}", manager);
        steps.put(order, "confirmation", "{}", manager);
        assertThat(steps.put(order, "rectification", "{\"result\":\"已整改\"}", manager))
                .hasStatus(200);

        var early = steps.put(order, "closure", "{}", Hall.SUPERVISOR);

        assertThat(early).hasStatus(409);
        assertThat(Hall.problem(early)).isEqualTo("call-back-first");
        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
    }

    @Test
    void theContactThatTheRaterLeftIsSealedAndReadByTheSupervisorAlone() {
        var bad = Sent.bad(unit);
        bad.put("contact", "0539-7219999");
        send(unit, Sent.json(bad));
        Eventually.within(SOON, () -> assertThat(orders()).hasSize(1));
        var order = orders().getFirst();
        var id = jdbc.sql("SELECT id FROM rating WHERE unit = ?")
                .param(unit)
                .query(UUID.class)
                .single();

        assertThat(json(steps.get("/api/evaluation/rectifications/" + order, Hall.SUPERVISOR))
                        .path("reachedBy")
                        .path("way")
                        .asString())
                .isEqualTo("CONTACT");
        assertThat(json(steps.get("/api/evaluation/ratings/" + id, Hall.SUPERVISOR))
                        .path("contact")
                        .asString())
                .isEqualTo("0539-7219999");
        for (var reader : List.of(Hall.manager(unit), Hall.AUDITOR)) {
            assertThat(steps.get("/api/evaluation/ratings/" + id, reader))
                    .bodyText()
                    .doesNotContain("7219999");
            assertThat(steps.get("/api/evaluation/rectifications/" + order, reader))
                    .bodyText()
                    .doesNotContain("7219999");
        }
        assertThat(jdbc.sql("SELECT to_jsonb(g)::text FROM rating_giver g WHERE rating_id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .doesNotContain("7219999");
    }

    @Test
    void theUnitAndTheSupervisorReadARatingFromElsewhere() {
        var bad = Sent.bad(unit);
        send(unit, Sent.json(bad));
        Eventually.within(SOON, () -> assertThat(stored()).isEqualTo(1));
        var id = jdbc.sql("SELECT id FROM rating WHERE unit = ?")
                .param(unit)
                .query(UUID.class)
                .single();

        var toTheUnit = json(steps.get("/api/evaluation/ratings/" + id, Hall.manager(unit)));

        Contracts.assertAnswer("Rating", toTheUnit);
        assertThat(toTheUnit.path("source").asString()).isEqualTo("HOTLINE");
        assertThat(toTheUnit.path("sourceNumber").asString()).isEqualTo(bad.get("number"));
        assertThat(steps.get("/api/evaluation/ratings/" + id, Hall.SUPERVISOR)).hasStatus(200);
        assertThat(steps.get("/api/evaluation/ratings/" + id, Hall.manager(newUnit())))
                .hasStatus(404);
        assertThat(steps.get("/api/evaluation/ratings/" + id, Hall.APPLICANT)).hasStatus(404);
    }

    @Test
    void ofAnAnonymousOneTheUnitReadsNoNumber() {
        var bad = Sent.bad(unit);
        bad.put("anonymous", true);
        send(unit, Sent.json(bad));
        Eventually.within(SOON, () -> assertThat(orders()).hasSize(1));
        var id = jdbc.sql("SELECT id FROM rating WHERE unit = ?")
                .param(unit)
                .query(UUID.class)
                .single();

        var answers = List.of(
                steps.get("/api/evaluation/ratings/" + id, Hall.manager(unit)),
                steps.get("/api/evaluation/rectifications/" + orders().getFirst(), Hall.manager(unit)));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(json(answer).toString()).doesNotContain(String.valueOf(bad.get("number"))));
    }

    @Test
    void aDefaultRatingIsNoActiveOne() {
        send(unit, Sent.json(Sent.good(unit, "channel", "SYSTEM_DEFAULT")));
        send(unit, Sent.json(Sent.good(unit)));

        Eventually.within(SOON, () -> assertThat(stored()).isEqualTo(2));
        assertThat(figures().path("activeRate").path("numerator").asInt()).isEqualTo(1);
        assertThat(figures().path("activeRate").path("denominator").asInt()).isEqualTo(2);
    }

    private void send(String key, String json) {
        events.send(TOPIC, key, GIVEN, key, 0, json);
    }

    private long stored() {
        return jdbc.sql("SELECT count(*) FROM rating WHERE unit = ?")
                .param(unit)
                .query(Long.class)
                .single();
    }

    private long tallied(String slice, String key) {
        return jdbc.sql("SELECT sum(very_satisfied + dissatisfied) FROM rating_tally WHERE slice = ? AND key = ?")
                .params(slice, key)
                .query(Long.class)
                .single();
    }

    private List<UUID> orders() {
        return new ArrayList<>(jdbc.sql("SELECT id FROM rectification WHERE unit = ?")
                .param(unit)
                .query(UUID.class)
                .list());
    }

    private List<String> reasons() {
        return jdbc.sql("SELECT reason FROM dead_letter WHERE msg_key = ? AND state = 'OPEN'")
                .param(unit)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    private tools.jackson.databind.JsonNode figures() {
        return json(steps.get("/api/evaluation/indicators?unit=" + unit, Hall.SUPERVISOR));
    }

    private void assertReconciled() {
        assertThat(reconciliation.differences(LocalDate.parse("2000-01-01"), LocalDate.parse("2100-01-01"), 10))
                .isEmpty();
    }
}
