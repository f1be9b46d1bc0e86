package onestop.evaluation.province;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.Reconciliation;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ratings that the province sends in its own names and codes. */
@WholeService
class NationalRatingsIT {
    private static final String TOPIC = "onestop.partner.rating";
    private static final String REPORTED = "onestop.partner.rating.reported.v1";
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    @Autowired
    ReportToProvince job;

    @Autowired
    Reconciliation reconciliation;

    private String unit = "";
    private String item = "";
    private String taskCode = "";
    private String deptCode = "";

    @BeforeEach
    void anItemAndAUnitWithCodesOfTheirOwn() {
        clock.setTo("2026-03-06");
        unit = newUnit();
        item = "I" + unit;
        deptCode = ("1137X" + unit).substring(0, 18);
        taskCode = deptCode + "4001009001002";
        steps.inTheCatalogue(unit, item);
        steps.tell(
                "province-catalogue",
                steps.event(
                        "onestop.intake.catalogue.unit-published.v1", "unit:" + unit, """
                        {"key":"%s","nameZh":"县行政审批服务局","nameEn":"Bureau","usci":"%s","version":1}
                        """.formatted(unit, deptCode)),
                steps.event(
                        "onestop.intake.catalogue.item-published.v1", "item:" + item, """
                        {"code":"%s","version":1,"nameZh":"公章更换备案","nameEn":"Seal","unit":"GAJ","kind":"FILING",
                         "implementCode":"%s"}
                        """.formatted(item, taskCode)));
    }

    @Test
    void theSampleOfTheContractIsTakenIn() {
        var message = sample("37SD-" + unit);
        send(message);

        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(1));

        var read = json(steps.get("/api/evaluation/ratings/" + ratings().getFirst(), Hall.SUPERVISOR));
        Contracts.assertAnswer("Rating", read);
        assertThat(read.path("source").asString()).isEqualTo("PROVINCE");
        assertThat(read.path("sourceNumber").asString()).isEqualTo("37SD-" + unit + "/2");
        assertThat(read.path("level").asString()).as("2 of 5 there").isEqualTo("DISSATISFIED");
        assertThat(read.path("channel").asString()).isEqualTo("MOBILE");
        assertThat(read.path("matter").asString()).isEqualTo(item);
        assertThat(read.path("labels").get(0).path("code").asString()).isEqualTo("209");
        assertThat(read.path("text").asString()).isEqualTo("比承诺的时间晚了两天");
        assertThat(read.path("anonymous").asBoolean()).isFalse();
        assertThat(read.path("ratedAt").asString()).isEqualTo("2026-03-05T16:02:11+08:00");
        assertThat(read.path("contact").asString()).isEqualTo("0539-0000000");
        assertThat(read.path("rectification").path("status").asString()).isEqualTo("DISPATCHED");
        send(message);
        send(sample("37SD-" + unit + "-2"));
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(2));
        assertReconciled();
    }

    @Test
    void whatDoesNotHoldIsADeadLetterNamingTheFieldAsTheProvinceDoes() {
        send(with("projectNo", "13" + unit));
        send(with("projectNo", null));
        send(with("serviceNumber", null));
        send(with("taskCode", "11371327MB0000000000000000000"));
        send(with("deptCode", "113713270000000000"));
        send(with("pf", "8"));
        send(with("satisfaction", "6"));
        send(with("satisfaction", "DISSATISFIED"));
        send(with("evalDetail", "209,510"));
        send(with("evalDetail", "209,,214"));
        send(with("assessTime", "2026-02-30 10:00:00"));
        send(with("assessTime", "2026-03-07 00:00:00"));
        send(with("assessNumber", 3));
        send(with("assessNumber", 2));
        send(with("isAnonymous", "0"));
        send(with("isdefault", "2"));
        send(with("EffectivEvalua", "2"));
        send(with("writingEvaluation", "差\0"));
        events.send(
                TOPIC,
                unit,
                REPORTED,
                unit,
                0,
                with("mobile", "HALF").toString().replace("HALF", "1\\ud83d"));
        send(with("writingEvaluation", "差".repeat(151)));
        send(with("mobile", "1".repeat(101)));
        send(sample("37SD-" + unit));

        Eventually.within(SOON, () -> {
            assertThat(ratings()).hasSize(1);
            assertThat(deadLetters()).hasSize(20);
            assertThat(jdbc.sql("SELECT count(*) FROM waiting_follow_up WHERE unit = ?")
                            .param(unit)
                            .query(Integer.class)
                            .single())
                    .as("what follows up what nobody knows yet waits for it")
                    .isEqualTo(1);
        });
        assertThat(deadLetters())
                .extracting(reason -> reason.substring(0, reason.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "projectNo",
                        "projectNo",
                        "serviceNumber",
                        "taskCode",
                        "deptCode",
                        "pf",
                        "satisfaction",
                        "satisfaction",
                        "evalDetail",
                        "evalDetail",
                        "assessTime",
                        "assessTime",
                        "assessNumber",
                        "isAnonymous",
                        "isdefault",
                        "EffectivEvalua",
                        "writingEvaluation",
                        "writingEvaluation",
                        "mobile",
                        "mobile");
    }

    @Test
    void whoeverIsNamedInAMessageThatDoesNotHoldLiesReadableNowhere() {
        var sent = with("satisfaction", "6").put("mobile", "0539-" + unit).put("userName", "沂蒙食品");
        send(sent);

        var told = events.awaitAll(TOPIC + ".dlt", SOON, record -> unit.equals(record.key()), all -> !all.isEmpty());

        assertThat(told.getFirst().text()).doesNotContain("0539-", "沂蒙食品");
        var kept = JsonMapper.shared()
                .readTree(jdbc.sql("SELECT payload FROM dead_letter WHERE msg_key = ?")
                        .param(unit)
                        .query((row, _) -> row.getBytes(1))
                        .single());
        sent.remove(List.of("mobile", "userName"));
        assertThat(kept).as("all else that is read").isEqualTo(sent);
    }

    @Test
    void whatWentUpAndComesBackIsTheSameAndChangesNothing() {
        var rows = new ArrayList<String>();
        for (var level : Level.values()) {
            for (var channel : Channel.values()) {
                rows.add("""
                        {"source":"TOWN_CENTRE","number":"%s-%s-%s","unit":"%1$s","item":"%s","level":"%2$s",
                         "labels":[%s],"channel":"%3$s","anonymous":%s,"ratedAt":"2026-03-05T09:30:%02d+08:00"}
                        """.formatted(
                                unit, level, channel, item, labels(level), channel.ordinal() % 2 == 0, rows.size()));
            }
        }
        assertThat(json(steps.post(
                                "/api/evaluation/rating-batches",
                                "{\"ratings\":[" + String.join(",", rows) + "]}",
                                PARTNER,
                                UUID.randomUUID().toString()))
                        .path("taken")
                        .asInt())
                .isEqualTo(rows.size());
        job.run();
        var reported = steps.pages("/api/evaluation/province/messages", 200, PARTNER).stream()
                .filter(one -> one.path("kind").asString().equals("RATING"))
                .map(one -> (ObjectNode) one.path("message"))
                .filter(one -> one.path("projectNo").asString().startsWith("37ZJ-" + unit))
                .toList();
        assertThat(reported).hasSize(rows.size());

        reported.forEach(this::send);
        reported.forEach(one -> send(
                one.deepCopy().put("projectNo", one.path("projectNo").asString().replace("37ZJ-", "37SD-"))));

        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(2 * rows.size()));
        assertThat(deadLetters()).isEmpty();
        assertThat(saidBy("TOWN_CENTRE", unit))
                .hasSize(rows.size())
                .containsExactlyInAnyOrderElementsOf(saidBy("PROVINCE", "37SD-" + unit));
        assertReconciled();
    }

    private static String labels(Level level) {
        return switch (level) {
            case VERY_SATISFIED -> "\"510\",\"517\"";
            case SATISFIED -> "\"413\"";
            case BASICALLY_SATISFIED -> "";
            case DISSATISFIED -> "\"209\",\"214\"";
            case VERY_DISSATISFIED -> "\"115\"";
        };
    }

    /** All that was said, without by what number. */
    private List<String> saidBy(String source, String numbers) {
        return jdbc.sql("""
                SELECT concat_ws(' ', replace(split_part(source_number, '/', 1), :numbers, ''), unit, item, level, labels::text,
                                 channel, anonymous, rated_at, rated_on, standing)
                  FROM rating WHERE unit = :unit AND source = :source
                """)
                .param("unit", unit)
                .param("source", source)
                .param("numbers", numbers)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    @Test
    void aSecondRatingIsTheFollowUpOfTheFirstAndAnInvalidOneIsKeptAndDoesNotCount() {
        var first = sample("37SD-" + unit);
        send(first);
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(1));
        var rating = ratings().getFirst();
        var order = orderOf(rating);
        steps.putRight(order, unit);

        var later = first.deepCopy().put("assessNumber", 2).put("writingEvaluation", "仍未解决");
        send(later);
        send(later);
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(2));
        var read = json(steps.get("/api/evaluation/ratings/" + rating, Hall.SUPERVISOR));
        Contracts.assertAnswer("Rating", read);
        assertThat(read.path("followUp").path("text").asString()).isEqualTo("仍未解决");
        assertThat(ofTheUnit("dissatisfied=true")).containsExactly(order.toString());
        assertThat(counted()).isEqualTo(1);

        send(first.deepCopy().put("EffectivEvalua", "0"));
        send(sample("37SD-" + unit + "-3").put("EffectivEvalua", "0"));
        Eventually.within(SOON, () -> {
            assertThat(ratings()).hasSize(3);
            assertThat(ofTheUnit("status=INVALIDATED")).containsExactly(order.toString());
        });
        assertThat(counted()).isZero();
        assertThat(json(steps.get("/api/evaluation/ratings/" + rating, Hall.SUPERVISOR))
                        .path("standing")
                        .asString())
                .isEqualTo("INVALIDATED");
        assertThat(ofTheUnit("limit=200"))
                .as("what is invalid from the start opens no order")
                .hasSize(1);
        assertThat(deadLetters()).isEmpty();
        assertReconciled();
    }

    @Test
    void theFollowUpOfAServiceRatedHereBelongsToThatRatingAndDoesNotGoUpAgain() {
        var receipt = accepted();
        var given = json(steps.rate(Hall.Steps.bad(steps.invitationOf(receipt, 1), false)));
        var rating = given.path("ratingId").asString();
        steps.putRight(orderOf(UUID.fromString(rating)), unit);

        send(sample("37" + receipt)
                .put("serviceNumber", 1)
                .put("assessNumber", 2)
                .put("satisfaction", "4")
                .put("evalDetail", "413"));
        send(sample("37" + receipt).put("serviceNumber", 1).put("EffectivEvalua", "0"));

        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(2));
        var read = json(steps.get("/api/evaluation/ratings/" + rating, Hall.APPLICANT));
        assertThat(read.path("followUp").path("level").asString()).isEqualTo("SATISFIED");
        assertThat(read.has("standing"))
                .as("what was given here is decided on here")
                .isFalse();
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .anySatisfy(event -> {
                            assertThat(event.type()).isEqualTo("onestop.evaluation.rating.followed-up.v1");
                            Contracts.assertEvent(event.type(), event.text());
                        }));
        Eventually.within(SOON, () -> {
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            job.run();
            assertThat(ofProject("37" + receipt)).hasSize(2);
        });
        assertThat(ofProject("37" + receipt))
                .extracting(one -> one.path("message").path("assessNumber").asInt(1))
                .containsOnly(1);
        assertThat(deadLetters()).isEmpty();
        assertReconciled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"follow-up", "invalid"})
    void theOtherSamplesFitTheContractToo(String sample) {
        Contracts.assertEvent(
                REPORTED,
                Contracts.read(Contracts.FOLDER.resolve("events/" + REPORTED + "." + sample + ".sample.json")));
    }

    private UUID orderOf(UUID rating) {
        return jdbc.sql("SELECT id FROM rectification WHERE rating_id = ?")
                .param(rating)
                .query(UUID.class)
                .single();
    }

    private List<String> ofTheUnit(String filter) {
        return json(steps.get("/api/evaluation/rectifications?unit=" + unit + "&" + filter, Hall.SUPERVISOR))
                .path("items")
                .findValuesAsString("rectificationId");
    }

    private int counted() {
        return json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR))
                .path("ratings")
                .asInt();
    }

    @Test
    void ofAServiceOfOursItIsThatServicesOneRatingAndDoesNotGoUpAgain() {
        var receipt = accepted();
        send(sample("37" + receipt).put("serviceNumber", 1));
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(1));
        var invitation = steps.invitationOf(receipt, 1);

        assertThat(steps.rate(Hall.Steps.good(invitation))).hasStatus(409);
        var own = json(steps.get("/api/evaluation/ratings/" + ratings().getFirst(), Hall.APPLICANT));
        assertThat(own.path("service").asString()).isEqualTo("ACCEPTANCE");
        assertThat(own.path("receiptNumber").asString()).isEqualTo(receipt);
        Eventually.within(SOON, () -> {
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            job.run();
            assertThat(ofProject("37" + receipt)).hasSize(1);
            assertThat(tasks(ratings().getFirst())).isZero();
            assertThat(events.list("onestop.evaluation.rating", receipt))
                    .extracting(Events.Received::type)
                    .contains("onestop.evaluation.rating.given.v1");
        });
        assertThat(ofProject("37" + receipt).getFirst().path("kind").asString()).isEqualTo("SERVICE");
        send(sample("37" + newReceipt()));
        Eventually.within(
                SOON, () -> assertThat(deadLetters()).containsExactly("projectNo: there is no file of this number"));
        assertReconciled();
    }

    @Test
    void whatIsFoundMaliciousHereGoesUpAlsoIfTheProvinceCollectedIt() {
        var receipt = accepted();
        send(sample("37" + receipt).put("serviceNumber", 1));
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(1));

        decided(orderOf(ratings().getFirst()), "MALICIOUS", "\"upheld\":true");

        Eventually.within(SOON, () -> {
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            job.run();
            assertThat(ofProject("37" + receipt)).hasSize(2);
        });
        var told = ofProject("37" + receipt).getLast();
        assertThat(told.path("kind").asString()).isEqualTo("RATING");
        assertThat(told.path("message").path("EffectivEvalua").asString()).isEqualTo("0");
    }

    @Test
    void whatBecameOfARatingOfAServiceThatIsNoneOfOursIsToldUnderTheProvincesOwnNumbers() {
        var projectNo = "37SD-" + unit;
        send(sample(projectNo));
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(1));
        var rating = ratings().getFirst();
        job.run();
        assertThat(ofProject(projectNo)).as("it knows what it has told").isEmpty();

        decided(orderOf(rating), "MALICIOUS", "\"upheld\":true");

        Eventually.within(SOON, () -> {
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            job.run();
            assertThat(ofProject(projectNo)).hasSize(1);
        });
        var told = ofProject(projectNo).getFirst();
        assertThat(told.path("kind").asString()).as("the service is its own").isEqualTo("RATING");
        Contracts.assertEvent(
                "onestop.evaluation.province.rating-reported.v1",
                told.path("message").toString());
        assertThat(told.path("message").path("serviceNumber").asInt()).isEqualTo(2);
        assertThat(told.path("message").path("EffectivEvalua").asString()).isEqualTo("0");
        assertThat(told.path("message").path("taskCode").asString()).isEqualTo(taskCode);

        send((ObjectNode) told.path("message"));
        send(sample(projectNo + "-2"));
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(2));
        job.run();
        assertThat(ofProject(projectNo)).as("told once").hasSize(1);
        assertThat(deadLetters()).isEmpty();
        assertReconciled();
    }

    @Test
    void whatTheProvinceItselfFindsInvalidIsNotToldBack() {
        var projectNo = "37SD-" + unit;
        send(sample(projectNo));
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(1));
        send(sample(projectNo).put("EffectivEvalua", "0"));
        Eventually.within(SOON, () -> {
            assertThat(ofTheUnit("status=INVALIDATED")).hasSize(1);
            assertThat(events.list(
                            "onestop.evaluation.rating", ratings().getFirst().toString()))
                    .isNotEmpty();
        });

        Eventually.within(SOON, () -> {
            job.run();
            assertThat(tasks(ratings().getFirst())).isZero();
        });

        assertThat(ofProject(projectNo)).isEmpty();
    }

    @Test
    void aRatingOfAServiceThatIsNoneOfOursGoesBackUnderTheRightUnit() {
        var projectNo = "37SD-" + unit;
        send(sample(projectNo));
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(1));
        var rightUnit = aUnit();

        decided(orderOf(ratings().getFirst()), "WRONG_UNIT", "\"upheld\":true,\"rightUnit\":\"" + rightUnit + "\"");

        Eventually.within(SOON, () -> {
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            job.run();
            assertThat(ofProject(projectNo)).hasSize(1);
        });
        var told = ofProject(projectNo).getFirst().path("message");
        assertThat(told.path("deptCode").asString()).isEqualTo(("1137Y" + rightUnit).substring(0, 18));
        assertThat(told.path("EffectivEvalua").asString()).isEqualTo("1");
    }

    private String aUnit() {
        var another = newUnit();
        steps.inTheCatalogue(another);
        steps.tell(
                "province-catalogue",
                steps.event("onestop.intake.catalogue.unit-published.v1", "unit:" + another, """
                        {"key":"%s","nameZh":"县市场监督管理局","nameEn":"Bureau","usci":"%s","version":1}
                        """.formatted(
                                another, ("1137Y" + another).substring(0, 18))));
        return another;
    }

    @Test
    void aRatingOfTheWrongUnitGoesUpAgainUnderTheRightOne() {
        var receipt = accepted();
        var given = json(steps.rate(Hall.Steps.bad(steps.invitationOf(receipt, 1), false)));
        var rightUnit = aUnit();
        Eventually.within(SOON, () -> {
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            job.run();
            assertThat(ofProject("37" + receipt)).hasSize(2);
        });

        decided(
                orderOf(UUID.fromString(given.path("ratingId").asString())),
                "WRONG_UNIT",
                "\"upheld\":true,\"rightUnit\":\"" + rightUnit + "\"");

        Eventually.within(SOON, () -> {
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            job.run();
            assertThat(ofProject("37" + receipt)).hasSize(3);
        });
        assertThat(ofProject("37" + receipt))
                .extracting(one -> one.path("message").path("deptCode").asString())
                .containsExactly(deptCode, deptCode, ("1137Y" + rightUnit).substring(0, 18));
    }

    private void decided(UUID order, String kind, String decision) {
        assertThat(steps.put(
                        order,
                        "objection",
                        "{\"kind\":\"%s\",\"reason\":\"不是我们\"}".formatted(kind),
                        Hall.manager(unit)))
                .hasStatus(200);
        assertThat(steps.put(
                        order, "objection-decision", "{%s,\"reason\":\"经核实\"}".formatted(decision), Hall.SUPERVISOR))
                .hasStatus(200);
    }

    @Test
    void ourOwnRatingThatComesBackChangesNothing() {
        var receipt = accepted();
        var rating = json(steps.rate(Hall.Steps.good(steps.invitationOf(receipt, 1))));
        Eventually.within(SOON, () -> {
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            job.run();
            assertThat(ofProject("37" + receipt)).hasSize(2);
        });

        send((ObjectNode) ofProject("37" + receipt).getLast().path("message"));
        send(sample("37SD-" + unit));

        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(2));
        assertThat(ratings()).contains(UUID.fromString(rating.path("ratingId").asString()));
        assertThat(deadLetters()).isEmpty();
        assertReconciled();
    }

    private String accepted() {
        var receipt = newReceipt();
        steps.tell(
                "invitations",
                steps.event(
                        "onestop.intake.application.accepted.v1",
                        receipt,
                        Hall.accepted(receipt, unit, Hall.OURS, "2026-03-05").replace("QY-BG", item)));
        return receipt;
    }

    private ObjectNode sample(String projectNo) {
        var text = Contracts.read(Contracts.FOLDER.resolve("events/" + REPORTED + ".sample.json"));
        return ((ObjectNode) JsonMapper.shared().readTree(text))
                .put("projectNo", projectNo)
                .put("taskCode", taskCode)
                .put("deptCode", deptCode);
    }

    private ObjectNode with(String field, @Nullable Object value) {
        var message = sample("37SD-" + unit + "-" + UUID.randomUUID());
        message.set(field, JsonMapper.shared().valueToTree(value));
        return message;
    }

    private void send(ObjectNode message) {
        events.send(TOPIC, unit, REPORTED, unit, 0, message.toString());
    }

    private List<UUID> ratings() {
        return jdbc.sql("SELECT id FROM rating WHERE unit = ? ORDER BY id")
                .param(unit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private int tasks(UUID rating) {
        return jdbc.sql("SELECT count(*) FROM province_task WHERE subject = ?")
                .param(rating)
                .query(Integer.class)
                .single();
    }

    private List<String> deadLetters() {
        return jdbc.sql("SELECT reason FROM dead_letter WHERE msg_key = ? AND state = 'OPEN'")
                .param(unit)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    private List<JsonNode> ofProject(String projectNo) {
        return steps.pages("/api/evaluation/province/messages", 200, PARTNER).stream()
                .filter(one -> one.path("message").path("projectNo").asString().equals(projectNo))
                .toList();
    }

    private void assertReconciled() {
        assertThat(reconciliation.differences(LocalDate.parse("2000-01-01"), LocalDate.parse("2100-01-01"), 10))
                .isEmpty();
    }
}
