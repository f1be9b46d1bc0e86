package onestop.evaluation.province;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Standing;
import onestop.events.IncomingEvent;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WholeService
class ProvinceIT {
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DAY = "2026-03-05";

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
    ChangeStanding standings;

    @Autowired
    TransactionTemplate transaction;

    private String unit = "";
    private String item = "";
    private String receipt = "";

    @BeforeEach
    void aFileOfAKnownItem() {
        clock.setTo(DAY);
        unit = newUnit();
        item = "I" + unit;
        receipt = newReceipt();
        steps.inTheCatalogue(unit, item, "LOCAL-" + unit);
        steps.tell("province-catalogue", unitPublished(), itemPublished("11371327MBX000078M4001009001002"));
    }

    @Test
    void aServiceGoesUpOnceUnderTheNationalNamesAndItsRatingAfterIt() {
        accept();
        var rating = rate(1);

        reportedTo(receipt, 2);

        var messages = messages();
        var service = messages.getFirst();
        Contracts.assertEvent(
                "onestop.evaluation.province.service-reported.v1",
                service.path("message").toString());
        assertThat(service.path("message").path("proStatus").asString()).isEqualTo("2");
        assertThat(service.path("message").path("acceptDate").asString()).isEqualTo("2026-03-05 09:30:00");
        assertThat(service.path("message").path("deptCode").asString()).isEqualTo("11371327MBX000019J");
        assertThat(service.path("message").path("areaCode").asString()).isEqualTo("371327102000");
        assertThat(service.path("message").path("promiseDay").asInt()).isEqualTo(5);
        var rated = messages.getLast();
        Contracts.assertEvent(
                "onestop.evaluation.province.rating-reported.v1",
                rated.path("message").toString());
        assertThat(rated.path("message").path("satisfaction").asString()).isEqualTo("2");
        assertThat(rated.path("message").path("pf").asString()).isEqualTo("2");
        assertThat(rated.path("message").path("evalDetail").asString()).isEqualTo("209");
        assertThat(rated.path("message").path("EffectivEvalua").asString()).isEqualTo("1");
        assertThat(rated.path("message").path("assessNumber").asInt()).isEqualTo(1);
        assertThat(rated.path("writingEvaluation").asString()).isEqualTo("比承诺的时间晚了两天");
        assertThat(messages.toString()).doesNotContain(Hall.OURS, "0539-7212345", "沂蒙食品", "applicant");
        Eventually.within(
                SOON,
                () -> assertThat(told())
                        .extracting(Events.Received::type)
                        .containsExactly(
                                "onestop.evaluation.province.service-reported.v1",
                                "onestop.evaluation.province.rating-reported.v1"));
        for (var event : told()) {
            Contracts.assertEvent(event.type(), event.text());
            assertThat(event.text()).doesNotContain("比承诺的时间晚了两天", Hall.OURS);
        }

        job.run();
        steps.tell(
                "province", event("invited.v1", null, steps.invitationOf(receipt, 1)), event("given.v1", rating, null));
        job.run();
        assertThat(messages()).as("told again").hasSize(2);
    }

    @Test
    void toWhomAServiceWasGivenIsToldByTheKindOfOrganisation() {
        var household = newReceipt();
        var question = "ZX" + newReceipt();
        accept();
        reportedTo(receipt, 1);
        assertThat(userProp(receipt)).isEqualTo("2");

        receipt = household;
        steps.tell(
                "invitations",
                steps.event(
                        "onestop.intake.application.accepted.v1",
                        household,
                        Hall.accepted(household, unit, "92371327MA3DEM0A2G", DAY)
                                .replace("QY-BG\",\"version\":1", item + "\",\"promisedDays\":5")));
        reportedTo(household, 1);
        assertThat(userProp(household)).isEqualTo("5");

        receipt = question;
        steps.tell("invitations", steps.event("onestop.intake.consultation.answered.v1", question, """
                {"consultationNumber":"%s","itemCode":"%s","unit":"%s","answeredAt":"%sT09:30:00+08:00"}
                """.formatted(
                        question, item, unit, DAY)));
        reportedTo(question, 1);
        assertThat(userProp(question)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"refused.v1, ONLINE, 1", "withdrawn.v1, WINDOW, 2", "pre-reviewed.v1, MOBILE_APP, 1"})
    void aPackageThatIsNeverAcceptedGoesUpWithItsFirstItemAndHowItWasHandedIn(
            String became, String channel, String proChannel) {
        steps.tell(
                "invitations",
                steps.event("onestop.intake.application.submitted.v1", receipt, """
                        {"receiptNumber":"%s","kind":"PACKAGE","packageCode":"PKG-BG-GD","channel":"%s",
                         "enterprise":{"usci":"%s","name":"莒南县沂蒙食品有限公司"},"receivedAt":"%sT09:00:00+08:00",
                         "items":["%s","QY-BA-ZC"],"subjects":1}
                        """.formatted(
                                receipt, channel, Hall.OURS, DAY, item)),
                steps.event("onestop.intake.application." + became, receipt, """
                        {"receiptNumber":"%s","unit":"%s"}
                        """.formatted(receipt, unit)));
        var rating = rate(5);

        reportedTo(receipt, 2);

        var service = messages().getFirst().path("message");
        Contracts.assertEvent("onestop.evaluation.province.service-reported.v1", service.toString());
        assertThat(service.path("taskCode").asString()).isEqualTo("11371327MBX000078M4001009001002");
        assertThat(service.path("serviceName").asString()).isEqualTo("申报");
        assertThat(service.path("proStatus").asString()).isEqualTo("1");
        assertThat(service.path("proChannel").asString()).isEqualTo(proChannel);
        assertThat(service.path("promiseTime").asString())
                .as("of the catalogue")
                .isEqualTo("1");
        assertThat(messages().getLast().path("kind").asString()).isEqualTo("RATING");
        assertThat(tasks(rating)).isZero();
        assertThat(tasks(steps.invitationOf(receipt, 5))).isZero();
    }

    @Test
    void aFileOfSeveralItemsThatIsAcceptedLaterStaysOfItsFirstItem() {
        steps.tell("invitations", steps.event("onestop.intake.application.submitted.v1", receipt, """
                {"receiptNumber":"%s","packageCode":"PKG-BG-MC","channel":"ONLINE","enterprise":{"usci":"%s"},
                 "receivedAt":"%sT09:00:00+08:00","items":["%s","YZ-BA"]}
                """.formatted(
                        receipt, Hall.OURS, DAY, item)));
        accept();

        reportedTo(receipt, 2);

        assertThat(messages()).extracting(one -> one.path("message")).allSatisfy(message -> {
            assertThat(message.path("taskCode").asString()).isEqualTo("11371327MBX000078M4001009001002");
            assertThat(message.path("proChannel").asString()).as("told first").isEqualTo("1");
            assertThat(message.path("promiseTime").asString()).isEqualTo("2");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ONLINE,, 1, 371327000000",
        "HOTLINE,, 2, 371327000000",
        "PHONE,, 2, 371327000000",
        "WINDOW,, 2, 371327000000",
        "MOBILE_VEHICLE, 371327102000, 2, 371327102000"
    })
    void aQuestionGoesUpAsItWasAsked(
            String channel, @org.jspecify.annotations.Nullable String region, String proChannel, String areaCode) {
        receipt = "ZX" + newReceipt();
        steps.tell("invitations", answered(channel, region, item));

        reportedTo(receipt, 1);

        var message = messages().getFirst().path("message");
        Contracts.assertEvent("onestop.evaluation.province.service-reported.v1", message.toString());
        assertThat(message.path("proChannel").asString()).isEqualTo(proChannel);
        assertThat(message.path("areaCode").asString()).isEqualTo(areaCode);
    }

    @Test
    void ofAQuestionAboutNoItemNeitherTheServiceNorItsRatingWaits() {
        receipt = "ZX" + newReceipt();
        steps.tell("invitations", answered("ONLINE", null, null));
        var invitation = steps.invitationOf(receipt, 6);
        var code = steps.code(invitation);
        steps.readElsewhere(invitation);
        var rated = steps.post(
                "/api/evaluation/r/" + code,
                """
                {"level":"SATISFIED","channel":"QR_CODE"}
                """,
                Hall.APPLICANT,
                UUID.randomUUID().toString());
        assertThat(rated).hasStatus(201);
        var rating = UUID.fromString(json(rated).path("ratingId").asString());
        Eventually.within(SOON, () -> assertThat(tasks(rating)).isEqualTo(1));

        job.run();

        assertThat(messages()).isEmpty();
        assertThat(tasks(invitation)).isZero();
        assertThat(tasks(rating)).isZero();
    }

    @Test
    void ofAServiceThatStayedHereNoRatingWaitsWhenItsItemGetsACodeLater() {
        item = "O" + unit;
        steps.tell("province-catalogue", itemPublished("11371327MB00000000001009001002"));
        accept();
        var invitation = steps.invitationOf(receipt, 1);
        Eventually.within(SOON, () -> assertThat(tasks(invitation)).isEqualTo(1));
        job.run();
        assertThat(tasks(invitation)).isZero();

        steps.tell("province-catalogue", itemPublished("11371327MBX000078M4001009001010"));
        var rating = rate(1);
        Eventually.within(SOON, () -> assertThat(tasks(rating)).isEqualTo(1));
        job.run();

        assertThat(tasks(rating)).isZero();
        assertThat(messages()).isEmpty();
    }

    private IncomingEvent answered(
            String channel,
            @org.jspecify.annotations.Nullable String region,
            @org.jspecify.annotations.Nullable String about) {
        return steps.event("onestop.intake.consultation.answered.v1", receipt, """
                {"consultationNumber":"%s","channel":"%s","unit":"%s","answeredAt":"%sT09:30:00+08:00"%s%s}
                """.formatted(
                        receipt,
                        channel,
                        unit,
                        DAY,
                        region == null ? "" : ",\"regionCode\":\"" + region + "\"",
                        about == null ? "" : ",\"itemCode\":\"" + about + "\""));
    }

    private String userProp(String file) {
        receipt = file;
        var message = messages().getFirst().path("message");
        Contracts.assertEvent("onestop.evaluation.province.service-reported.v1", message.toString());
        return message.path("userProp").asString();
    }

    @Test
    void whatIsHandedOutBeforeTheRestGoesUpAsOfAFileThatGoesOn() {
        accept();
        steps.tell("invitations", steps.event("onestop.intake.delivery.case-delivered.v1", receipt, """
                {"receiptNumber":"%s","caseNumber":"%1$s-1","deliveredAt":"%sT10:20:00+08:00","late":false,"unit":"%s",
                 "deliveredBy":"issuer","handingOut":1}
                """.formatted(
                        receipt, DAY, unit)));

        reportedTo(receipt, 2);

        var early = messages().stream()
                .map(one -> one.path("message"))
                .filter(one -> one.path("serviceNumber").asInt() == 61)
                .toList();
        assertThat(early).singleElement().satisfies(one -> {
            assertThat(one.path("serviceName").asString()).isEqualTo("出件");
            assertThat(one.path("proStatus").asString()).isEqualTo("2");
            assertThat(one.path("acceptDate").asString()).isEqualTo("2026-03-05 09:30:00");
            assertThat(one.has("resultDate")).isFalse();
            assertThat(one.path("serviceTime").asString()).isEqualTo("2026-03-05 10:20:00");
        });
    }

    @Test
    void whoReceivedTheServiceIsReadByTheProvinceAlone() throws Exception {
        accept();
        rate(1);
        reportedTo(receipt, 2);

        var service = opened(messages().getFirst());
        var rating = opened(messages().getLast());

        for (var whole : List.of(service, rating)) {
            assertThat(whole.path("userName").asString()).isEqualTo("莒南县沂蒙食品有限公司");
            assertThat(whole.path("certKey").asString()).isEqualTo(Hall.OURS);
            assertThat(whole.path("userPageType").asString()).isEqualTo("001");
            assertThat(whole.path("projectNo").asString()).isEqualTo("37" + receipt);
        }
        assertThat(service.path("serviceName").asString()).isEqualTo("受理");
        assertThat(rating.path("writingEvaluation").asString()).isEqualTo("比承诺的时间晚了两天");
        assertThat(rating.toString()).as("the contact is for the call-back").doesNotContain("0539-7212345");
        assertThat(jdbc.sql("""
                        SELECT string_agg(m.message::text, ' ') FROM province_message m
                         WHERE m.message ->> 'projectNo' = ?
                        """).param("37" + receipt).query(String.class).single())
                .doesNotContain(Hall.OURS, "沂蒙食品");
        assertThat(jdbc.sql("SELECT encode(enterprise_name, 'hex') FROM handled_file WHERE receipt_number = ?")
                        .param(receipt)
                        .query(String.class)
                        .single())
                .as("at rest")
                .doesNotContain(HexFormat.of().formatHex("沂蒙".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theProvinceDoesNotLearnWhoGaveARatingWithoutAName() throws Exception {
        accept();
        var rating = new HashMap<>(Hall.Steps.bad(steps.invitationOf(receipt, 1), true));
        assertThat(steps.rate(rating)).hasStatus(201);
        reportedTo(receipt, 2);

        var whole = opened(messages().getLast());

        assertThat(whole.path("isAnonymous").asString()).isEqualTo("1");
        assertThat(whole.toString()).doesNotContain(Hall.OURS, "沂蒙", "0539", "applicant");
    }

    private static JsonNode opened(JsonNode message) throws Exception {
        var sealed = message.path("sealed");
        assertThat(TheProvince.opens(sealed.path("sign").asString()))
                .isEqualTo(sealed.path("time").asString() + "junan" + "word-of-the-tests");
        return JsonMapper.shared()
                .readTree(TheProvince.opens(sealed.path("body").asString()));
    }

    @Test
    void whatAnotherSystemCollectedGoesUpWithItsServiceOnce() {
        var number = "T-" + unit;
        var sent = """
                {"ratings":[{"source":"TOWN_CENTRE","number":"%s","unit":"%s","item":"%s","level":"DISSATISFIED","labels":["209"],
                 "channel":"HALL_TABLET","anonymous":true,"ratedAt":"2026-03-05T09:30:00+08:00"},
                 {"source":"TOWN_CENTRE","number":"%s-local","unit":"%s","item":"LOCAL-%s","level":"SATISFIED","labels":[],
                 "channel":"PC","anonymous":true,"ratedAt":"2026-03-05T09:30:00+08:00"}]}
                """.formatted(number, unit, item, number, unit, unit);
        for (int i = 0; i < 2; i++) {
            assertThat(steps.post(
                            "/api/evaluation/rating-batches",
                            sent,
                            TestTokens.of("partner", Role.PARTNER),
                            UUID.randomUUID().toString()))
                    .hasStatus(200);
        }

        job.run();
        job.run();

        var reported = ofProject("37ZJ-" + number);
        assertThat(reported).extracting(one -> one.path("kind").asString()).containsExactly("SERVICE", "RATING");
        assertThat(reported.getFirst().path("message").path("taskCode").asString())
                .isEqualTo("11371327MBX000078M4001009001002");
        assertThat(reported.getLast().path("message").path("satisfaction").asString())
                .isEqualTo("2");
        assertThat(reported.getLast().path("message").path("pf").asString()).isEqualTo("4");
        for (var one : reported) {
            Contracts.assertEvent(
                    "onestop.evaluation.province."
                            + (one.path("kind").asString().equals("SERVICE") ? "service" : "rating") + "-reported.v1",
                    one.path("message").toString());
        }
        assertThat(ofProject("37ZJ-" + number + "-local")).isEmpty();

        var rating = jdbc.sql("SELECT id FROM rating WHERE source_number = ?")
                .param(number)
                .query(UUID.class)
                .single();
        move(rating, Standing.INVALIDATED);
        Eventually.within(SOON, () -> {
            job.run();
            assertThat(ofProject("37ZJ-" + number)).hasSize(3);
        });
        assertThat(ofProject("37ZJ-" + number)
                        .getLast()
                        .path("message")
                        .path("EffectivEvalua")
                        .asString())
                .isEqualTo("0");
    }

    @Test
    void whatTheProvinceHandsOverByItsOwnNumberIsToldBackOnlyWhenItIsJudgedHere() {
        var number = "P-" + unit;
        steps.post(
                "/api/evaluation/rating-batches",
                """
                {"ratings":[{"source":"PROVINCE","number":"%s","unit":"%s","item":"%s","level":"SATISFIED","labels":[],"channel":"PC",
                 "anonymous":true,"ratedAt":"2026-03-05T09:30:00+08:00"}]}
                """.formatted(number, unit, item),
                TestTokens.of("partner", Role.PARTNER),
                UUID.randomUUID().toString());
        var rating = jdbc.sql("SELECT id FROM rating WHERE source_number = ?")
                .param(number)
                .query(UUID.class)
                .single();
        job.run();
        assertThat(ofProject("37" + number)).as("it knows what it has told").isEmpty();

        move(rating, Standing.INVALIDATED);
        Eventually.within(SOON, () -> assertThat(tasks(rating)).isEqualTo(1));
        job.run();
        job.run();

        assertThat(tasks(rating)).isZero();
        var told = ofProject("37" + number);
        assertThat(told).as("without a service before it, and once").hasSize(1);
        assertThat(told.getFirst().path("kind").asString()).isEqualTo("RATING");
        var message = told.getFirst().path("message");
        Contracts.assertEvent("onestop.evaluation.province.rating-reported.v1", message.toString());
        assertThat(message.path("serviceNumber").asInt()).isEqualTo(2);
        assertThat(message.path("EffectivEvalua").asString()).isEqualTo("0");
    }

    private List<JsonNode> ofProject(String projectNo) {
        return steps.pages("/api/evaluation/province/messages", 200, PARTNER).stream()
                .filter(one -> one.path("message").path("projectNo").asString().equals(projectNo))
                .toList();
    }

    @Test
    void aSuspicionIsNotToldAndOnlyOneThatIsUpheldMakesARatingIneffective() {
        accept();
        var rating = rate(1);
        reportedTo(receipt, 2);

        for (var undecided : List.of(Standing.SUSPECT, Standing.COUNTED, Standing.SUSPECT)) {
            move(rating, undecided);
            Eventually.within(SOON, () -> assertThat(tasks(rating)).isEqualTo(1));
            reportedTo(receipt, 2);
            assertThat(tasks(rating)).as("%s tells nothing new", undecided).isZero();
        }
        move(rating, Standing.INVALIDATED);
        reportedTo(receipt, 3);

        assertThat(messages().stream()
                        .skip(1)
                        .map(message ->
                                message.path("message").path("EffectivEvalua").asString()))
                .containsExactly("1", "0");
        Eventually.within(SOON, () -> assertThat(told()).hasSize(3));
        assertThat(told()).extracting(Events.Received::sequence).containsExactly(1L, 1L, 5L);
    }

    @ParameterizedTest
    @CsvSource({"COUNTED, 1", "INVALIDATED, 0"})
    void whatIsSuspectFromTheStartGoesUpWhenThatIsDecided(Standing decided, String effective) {
        accept();
        var code = steps.code(steps.invitationOf(receipt, 1));
        var rated = steps.post(
                "/api/evaluation/r/" + code,
                """
                {"level":"VERY_SATISFIED","channel":"QR_CODE"}
                """,
                Hall.APPLICANT,
                UUID.randomUUID().toString());
        assertThat(rated).hasStatus(201);
        var rating = UUID.fromString(json(rated).path("ratingId").asString());
        Eventually.within(SOON, () -> assertThat(tasks(rating)).isEqualTo(1));
        reportedTo(receipt, 1);
        assertThat(tasks(rating)).as("held back").isZero();

        move(rating, decided);
        reportedTo(receipt, 2);

        assertThat(messages().getLast().path("message").path("EffectivEvalua").asString())
                .isEqualTo(effective);
    }

    @Test
    void anItemOfTheCountysOwnMakingStaysHere() {
        item = "L" + unit;
        steps.tell("province-catalogue", itemPublished("11371327MB00000000001009001002"));
        accept();
        var rating = rate(1);
        Eventually.within(SOON, () -> assertThat(tasks(rating)).isEqualTo(1));

        job.run();

        assertThat(messages()).isEmpty();
        assertThat(tasks(rating)).isZero();
        assertThat(tasks(steps.invitationOf(receipt, 1))).isZero();
    }

    @Test
    void whatLacksACodeWaitsForTheCatalogueAndItsRatingWithIt() {
        item = "N" + unit;
        accept();
        var rating = rate(1);
        Eventually.within(SOON, () -> assertThat(tasks(rating)).isEqualTo(1));
        job.run();
        assertThat(messages()).isEmpty();

        steps.tell("province-catalogue", itemPublished("11371327MBX000078M4001009001009"));
        clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
        job.run();

        assertThat(messages())
                .extracting(message -> message.path("kind").asString())
                .containsExactly("SERVICE", "RATING");
    }

    @Test
    void theFeedIsReadOnFromWhereItStoppedWhileSeveralReplicasReport() throws Exception {
        var start = readOn(null, new ArrayList<>());
        var receipts = IntStream.range(0, 30).mapToObj(_ -> newReceipt()).toList();
        for (var one : receipts) {
            receipt = one;
            accept();
        }
        Eventually.within(
                SOON,
                () -> assertThat(receipts)
                        .allSatisfy(one ->
                                assertThat(tasks(steps.invitationOf(one, 1))).isEqualTo(1)));
        var seen = new ArrayList<String>();
        try (var replicas = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                var _ = replicas.submit(job::run);
            }
        }
        job.run();
        start = readOn(start, seen);
        receipt = newReceipt();
        accept();
        Eventually.within(
                SOON, () -> assertThat(tasks(steps.invitationOf(receipt, 1))).isEqualTo(1));
        job.run();
        readOn(start, seen);

        assertThat(seen.stream().filter(number -> receipts.stream().anyMatch(number::endsWith)))
                .hasSize(30)
                .doesNotHaveDuplicates();
        assertThat(seen).filteredOn(("37" + receipt)::equals).hasSize(1);
    }

    @Test
    void whatIsReportedIsForTheAccountOfTheProvinceAlone() {
        for (var another : List.of(
                TestTokens.of("bank", Role.PARTNER),
                TestTokens.token("partner").roles(Role.PARTNER).unit("XZSP").sign())) {
            assertThat(steps.get("/api/evaluation/province/messages", another))
                    .hasStatus(403)
                    .bodyText()
                    .contains("not-the-province");
        }
        assertThat(steps.get("/api/evaluation/province/messages", PARTNER)).hasStatus(200);
    }

    @Test
    void theFeedIsForPartnersAndItsPagesFitTheContract() {
        accept();
        reportedTo(receipt, 1);

        var path = "/api/evaluation/province/messages";
        Contracts.assertAnswer("ProvinceMessagePage", json(steps.get(path + "?limit=1", PARTNER)));
        assertThat(steps.get(path, Hall.SUPERVISOR)).hasStatus(403);
        assertThat(steps.get(path + "?limit=201", PARTNER)).hasStatus(400);
        assertThat(steps.get(path + "?after=x", PARTNER)).hasStatus(400);
    }

    private String readOn(@org.jspecify.annotations.Nullable String from, List<String> seen) {
        var after = from;
        JsonNode page;
        do {
            page = json(steps.get(
                    "/api/evaluation/province/messages?limit=7" + (after == null ? "" : "&after=" + after), PARTNER));
            page.path("items")
                    .forEach(one ->
                            seen.add(one.path("message").path("projectNo").asString()));
            after = page.path("readOn").asString("").isEmpty()
                    ? after
                    : page.path("readOn").asString();
        } while (page.has("next"));
        return after == null ? "" : after;
    }

    private void accept() {
        var accepted = Hall.accepted(receipt, unit, Hall.OURS, DAY)
                .replace(
                        "QY-BG\",\"version\":1",
                        item + "\",\"caseType\":\"PROMISED\",\"promisedDays\":5,\"statutoryDays\":20")
                .replace("371327000000", "371327102000");
        steps.tell("invitations", steps.event("onestop.intake.application.accepted.v1", receipt, accepted));
    }

    private UUID rate(int service) {
        var rating = new HashMap<>(Hall.Steps.bad(steps.invitationOf(receipt, service), false));
        return UUID.fromString(json(steps.rate(rating)).path("ratingId").asString());
    }

    private void move(UUID rating, Standing to) {
        transaction.executeWithoutResult(
                _ -> standings.move(List.of(rating), to, "TEST_OF_THE_FEED", "supervisor", clock.instant()));
    }

    /** Reports until the file has so many messages: what is to be reported is known from the service's own events. */
    private void reportedTo(String file, int many) {
        Eventually.within(SOON, () -> {
            clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
            job.run();
            assertThat(messages()).as(file).hasSize(many);
        });
    }

    private List<JsonNode> messages() {
        var all = steps.pages("/api/evaluation/province/messages", 200, PARTNER);
        return all.stream()
                .filter(one -> one.path("message").path("projectNo").asString().equals("37" + receipt))
                .toList();
    }

    private List<Events.Received> told() {
        return events.list("onestop.evaluation.province", "37" + receipt);
    }

    private int tasks(UUID subject) {
        return jdbc.sql("SELECT count(*) FROM province_task WHERE subject = ?")
                .param(subject)
                .query(Integer.class)
                .single();
    }

    private IncomingEvent event(
            String step,
            @org.jspecify.annotations.Nullable UUID rating,
            @org.jspecify.annotations.Nullable UUID invitation) {
        return steps.event(
                "onestop.evaluation.rating." + step,
                receipt,
                rating == null
                        ? "{\"invitationId\":\"%s\"}".formatted(invitation)
                        : "{\"ratingId\":\"%s\"}".formatted(rating));
    }

    private IncomingEvent unitPublished() {
        return steps.event("onestop.intake.catalogue.unit-published.v1", "unit:" + unit, """
                {"key":"%s","nameZh":"县行政审批服务局","nameEn":"Bureau","usci":"11371327MBX000019J","version":1}
                """.formatted(unit));
    }

    private IncomingEvent itemPublished(String implementCode) {
        return steps.event(
                "onestop.intake.catalogue.item-published.v1", "item:" + item, """
                {"code":"%s","version":1,"nameZh":"公章更换备案","nameEn":"Seal","unit":"GAJ","kind":"FILING",
                 "caseType":"IMMEDIATE",
                 "implementCode":"%s"}
                """.formatted(item, implementCode));
    }
}
