package onestop.evaluation.indicators;

import static onestop.evaluation.Hall.Steps.good;
import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Standing;
import onestop.events.IncomingEvent;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Which part of the services that could be rated was, by where and by whom they were given. */
@WholeService
class CoverageIT {
    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ChangeStanding standings;

    private String unit = "";
    private String window = "";
    private String clerk = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        window = "W-" + unit;
        clerk = "clerk-" + unit.toLowerCase(Locale.ROOT);
    }

    @Test
    void theServicesOfAWindowAndOfItsClerkAreKnownBeforeTheyAreRated() {
        var first = accepted(false);
        accepted(false);
        assertThat(coverage("WINDOW", window)).isEqualTo("0/2");
        assertThat(coverage("OFFICER", clerk)).isEqualTo("0/2");

        rate(first, "PC");

        assertThat(coverage("WINDOW", window)).isEqualTo("1/2");
        assertThat(coverage("OFFICER", clerk)).isEqualTo("1/2");
        assertThat(figures("OFFICER", clerk).path("ratings").asInt())
                .as("what is rated here is the officer's, too")
                .isEqualTo(1);
        assertThat(coverage("WINDOW", "none-" + unit)).isEqualTo("0/0 null");
    }

    @Test
    void whatWasAcceptedByLawWasNobodysWork() {
        accepted(true);

        assertThat(coverage("WINDOW", window)).isEqualTo("0/1");
        assertThat(coverage("OFFICER", "deemed-acceptance")).isEqualTo("0/0 null");
    }

    @Test
    void aCompletionIsTheWorkOfWhoeverDidAllOfItAndOfNobodyWhenSeveralDid() {
        for (var officers : List.of("\"" + clerk + "\"", "\"" + clerk + "\",\"another-" + clerk + "\"")) {
            var receipt = newReceipt();
            steps.tell(
                    "invitations",
                    steps.event("onestop.intake.application.accepted.v1", receipt, acceptance(receipt, true)),
                    steps.event(
                            "onestop.approval.case.file-finished.v1", receipt, """
                            {"receiptNumber":"%s","leadUnit":"%s","finishedAt":"2026-03-05T09:45:00+08:00",
                             "officers":[%s]}
                            """.formatted(receipt, unit, officers)));
        }

        assertThat(coverage("OFFICER", clerk)).isEqualTo("0/1");
        assertThat(coverage("UNIT", unit)).isEqualTo("0/4");
    }

    @Test
    void aQuestionAskedAtTheVehicleIsATownsAndAVillages() {
        var town = "371327" + (100 + Math.floorMod(unit.hashCode(), 800));
        var before = coverageCounts("REGION_LEVEL", "VILLAGE");
        var ofTown = coverageCounts("TOWN", town);
        var question = question(town + "201");
        question(town + "000");
        question("371327000000");

        assertThat(coverageCounts("TOWN", town)).containsExactly(ofTown[0], ofTown[1] + 2);
        assertThat(coverageCounts("REGION_LEVEL", "VILLAGE")).containsExactly(before[0], before[1] + 1);

        var path = "/api/evaluation/r/" + steps.code(question);
        assertThat(mvc.get().uri(path).header("Device-Id", "device-" + unit).exchange())
                .hasStatus(200);
        clock.setTo("2026-03-06");
        assertThat(mvc.post()
                        .uri(path)
                        .header("Device-Id", "device-" + unit)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"level\":\"VERY_SATISFIED\",\"channel\":\"QR_CODE\"}")
                        .exchange())
                .hasStatus(201);

        assertThat(coverageCounts("TOWN", town)).containsExactly(ofTown[0] + 1, ofTown[1] + 2);
        assertThat(coverageCounts("REGION_LEVEL", "VILLAGE")).containsExactly(before[0] + 1, before[1] + 1);
    }

    @Test
    void aServiceAtAWindowIsOfTheTownWhereTheWindowIsThen() {
        var town = "371327" + (100 + Math.floorMod(unit.hashCode(), 800));
        var later = "371327" + (100 + Math.floorMod(unit.hashCode() + 1, 800));
        var ofTown = coverageCounts("TOWN", town);
        var ofLater = coverageCounts("TOWN", later);
        var given = figures("TOWN", town).path("ratings").asLong();
        var inTowns = figures("REGION_LEVEL", "TOWN").path("ratings").asLong();
        steps.inTheCatalogue(unit, "QY-BG");

        registered(2, "TOWN", town + "000");
        registered(1, "VILLAGE", later + "201"); // comes late, is older
        rate(accepted(false), "HALL_TABLET");
        handedOver();
        registered(3, "TOWN", later + "000");
        accepted(false);

        assertThat(coverageCounts("TOWN", town)).containsExactly(ofTown[0] + 1, ofTown[1] + 1);
        assertThat(coverageCounts("TOWN", later)).containsExactly(ofLater[0], ofLater[1] + 1);
        assertThat(figures("TOWN", town).path("ratings").asLong()).isEqualTo(given + 2);
        assertThat(figures("REGION_LEVEL", "TOWN").path("ratings").asLong()).isEqualTo(inTowns + 2);
        assertThat(coverage("WINDOW", window)).isEqualTo("1/2");
    }

    private void registered(int version, String level, String region) {
        steps.atAWindow(window, version, level, region);
    }

    /** A rating that another system collected at the window, without saying where that is. */
    private void handedOver() {
        var answer = steps.post(
                "/api/evaluation/rating-batches",
                """
                {"ratings":[{"source":"TOWN_CENTRE","number":"%s","unit":"%s","item":"QY-BG","window":"%s",
                 "level":"SATISFIED","channel":"HALL_TABLET","ratedAt":"2026-03-05T09:40:00+08:00"}]}
                """.formatted(UUID.randomUUID(), unit, window),
                TestTokens.of("partner", Role.PARTNER),
                UUID.randomUUID().toString());
        assertThat(json(answer).path("taken").asInt()).isEqualTo(1);
    }

    @Test
    void aChannelCoversWhatWasRatedOnItOfAllThatCouldBeRated() {
        var channel = coverageCounts("CHANNEL", "SMS");
        var county = coverageCounts("COUNTY", null);
        var first = accepted(false);
        accepted(false);

        rate(first, "SMS");

        assertThat(coverageCounts("CHANNEL", "SMS")).containsExactly(channel[0] + 1, channel[1] + 2);
        assertThat(coverageCounts("COUNTY", null)).containsExactly(county[0] + 1, county[1] + 2);
    }

    @Test
    void whatIsSetAsideCoversNothing() {
        var rating = rate(accepted(false), "PC");

        move(rating, Standing.SUSPECT);
        assertThat(coverage("WINDOW", window)).isEqualTo("0/1");
        assertThat(coverage("OFFICER", clerk)).isEqualTo("0/1");
        move(rating, Standing.COUNTED);
        assertThat(coverage("WINDOW", window)).isEqualTo("1/1");
    }

    @Test
    void anEventThatComesTwiceIsCountedOnce() {
        var receipt = newReceipt();
        IncomingEvent event =
                steps.event("onestop.intake.application.accepted.v1", receipt, acceptance(receipt, false));
        steps.tell("invitations", event);
        steps.tell("invitations", event);

        assertThat(coverage("WINDOW", window)).isEqualTo("0/1");
    }

    @Test
    void manyAtTheSameMomentAreAllCounted() throws Exception {
        var invitations = IntStream.range(0, 24).mapToObj(_ -> accepted(false)).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = threads.invokeAll(invitations.stream()
                    .map(invitation -> (Callable<Integer>) () ->
                            steps.ratePatiently(good(invitation)).getResponse().getStatus())
                    .toList());
            for (var one : all) {
                assertThat(one.get()).isEqualTo(201);
            }
        }

        long counted = figures("WINDOW", window).path("ratings").asLong();
        assertThat(coverage("WINDOW", window)).isEqualTo(counted + "/24");
    }

    private UUID accepted(boolean deemed) {
        var receipt = newReceipt();
        steps.tell(
                "invitations",
                steps.event("onestop.intake.application.accepted.v1", receipt, acceptance(receipt, deemed)));
        return steps.invitationOf(receipt, 1);
    }

    private String acceptance(String receipt, boolean deemed) {
        return """
                {"receiptNumber":"%s","kind":"SINGLE","channel":"WINDOW","enterprise":{"usci":"%s","name":"莒南县沂蒙食品有限公司"},
                 "receivedAt":"2026-03-05T09:00:00+08:00","acceptedAt":"2026-03-05T09:30:00+08:00","acceptedBy":"%s",
                 "acceptedByUnit":"%s","deemed":%s,"windowCode":"%s","items":[{"code":"QY-BG","version":1}]}
                """.formatted(receipt, Hall.OURS, deemed ? "deemed-acceptance" : clerk, unit, deemed, window);
    }

    private UUID question(String region) {
        var number = "ZX" + UUID.randomUUID().toString().substring(0, 12);
        steps.tell("invitations", steps.event("onestop.intake.consultation.answered.v1", number, """
                {"consultationNumber":"%s","channel":"MOBILE_VEHICLE","itemCode":"QY-BG","regionCode":"%s","unit":"%s",
                 "askedAt":"2026-03-05T09:30:00+08:00","answeredAt":"2026-03-05T09:30:00+08:00"}
                """.formatted(
                        number, region, unit)));
        return steps.invitationOf(number, 6);
    }

    private UUID rate(UUID invitation, String channel) {
        var rating = new HashMap<>(good(invitation));
        rating.put("channel", channel);
        var answer = steps.rate(rating);
        assertThat(answer).hasStatus(201);
        return UUID.fromString(json(answer).path("ratingId").asString());
    }

    private void move(UUID rating, Standing to) {
        transaction.executeWithoutResult(
                _ -> standings.move(List.of(rating), to, "TRIED_OUT", "supervisor", clock.instant()));
    }

    private String coverage(String slice, String key) {
        var rate = figures(slice, key).path("coverageRate");
        return rate.path("numerator").asLong() + "/" + rate.path("denominator").asLong()
                + (rate.path("ratio").isNull() ? " null" : "");
    }

    private long[] coverageCounts(String slice, @Nullable String key) {
        var rate = figures(slice, key).path("coverageRate");
        return new long[] {
            rate.path("numerator").asLong(), rate.path("denominator").asLong()
        };
    }

    private JsonNode figures(String slice, @Nullable String key) {
        var answer = steps.get(
                "/api/evaluation/indicators?slice=" + slice + (key == null ? "" : "&key=" + key), Hall.SUPERVISOR);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }
}
