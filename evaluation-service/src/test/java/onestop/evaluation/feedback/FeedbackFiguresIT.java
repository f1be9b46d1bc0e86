package onestop.evaluation.feedback;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** How much open feedback there was about what, where, and how much of it was good. */
@WholeService
class FeedbackFiguresIT {
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    private String unit = "";

    @BeforeEach
    void someOfThreePlacesInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        steps.inTheCatalogue(unit, "T-1");
        give("HALL", "\"regionLevel\":\"COUNTY\",", "VERY_SATISFIED", 3);
        give("WINDOW", "\"regionLevel\":\"TOWN\",\"town\":\"371327102\",", "BASICALLY_SATISFIED", 2);
        give("WINDOW", "\"regionLevel\":\"VILLAGE\",\"town\":\"371327102\",", "DISSATISFIED", 1);
        give("ITEM", "", "VERY_DISSATISFIED", 1);
    }

    @Test
    void theyAreCountedByWhatTheyAreAboutAndWhereTheyWereGiven() {
        var figures = figures("");

        Contracts.assertAnswer("FeedbackFigures", figures);
        assertThat(share(figures.path("goodRate"))).isEqualTo("5/7");
        assertThat(figures.path("byLevel").toString())
                .isEqualTo("{\"VERY_SATISFIED\":3,\"SATISFIED\":0,\"BASICALLY_SATISFIED\":2,\"DISSATISFIED\":1,"
                        + "\"VERY_DISSATISFIED\":1}");
        assertThat(figures.path("byTarget").propertyNames()).containsExactly("HALL", "WINDOW", "ITEM");
        assertThat(share(figures.path("byTarget").path("WINDOW"))).isEqualTo("2/3");
        assertThat(share(figures.path("byRegionLevel").path("COUNTY"))).isEqualTo("3/3");
        assertThat(share(figures.path("byRegionLevel").path("VILLAGE"))).isEqualTo("0/1");
        assertThat(figures.path("byTown").propertyNames()).containsExactly("371327102");
        assertThat(share(figures.path("byTown").path("371327102"))).isEqualTo("2/3");
    }

    @ParameterizedTest
    @CsvSource({
        "target=WINDOW, 2/3",
        "regionLevel=TOWN, 2/2",
        "town=371327102, 2/3",
        "target=WINDOW&regionLevel=VILLAGE, 0/1",
        "from=2026-03-05&to=2026-03-05, 5/7",
        "from=2026-03-06&to=2026-03-06, 0/0",
        "target=OFFICER, 0/0"
    })
    void eachOfTheseNarrowsThem(String query, String good) {
        var rate = figures("&" + query).path("goodRate");

        assertThat(share(rate)).isEqualTo(good);
        assertThat(rate.path("ratio").isNull()).isEqualTo(good.endsWith("/0"));
    }

    @ParameterizedTest
    @CsvSource({
        "target=MOON, target",
        "regionLevel=EARTH, regionLevel",
        "town=%20, town",
        "from=2026-03-06&to=2026-03-05, from"
    })
    void whatIsAskedForIsSomethingThatThereIs(String query, String field) {
        var refused = steps.get("/api/evaluation/open-feedback-figures?" + query, Hall.SUPERVISOR);

        assertThat(refused).hasStatus(400);
        assertThat(json(refused).path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    private void give(String target, String place, String level, int times) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < times; i++) {
            rows.add("""
                    {"source":"TOWN_CENTRE","number":"%s","target":"%s","targetCode":"T-1","unit":"%s",%s
                     "level":"%s","text":"取号机没有纸","writtenAt":"2026-03-05T10:40:00+08:00"}
                    """.formatted(UUID.randomUUID(), target, unit, place, level));
        }
        var answer = steps.post(
                "/api/evaluation/feedback-batches",
                "{\"feedback\":[" + String.join(",", rows) + "]}",
                PARTNER,
                UUID.randomUUID().toString());
        assertThat(answer).hasStatus(200);
        assertThat(json(answer).path("taken").asInt()).isEqualTo(times);
    }

    private JsonNode figures(String more) {
        var answer = steps.get("/api/evaluation/open-feedback-figures?unit=" + unit + more, Hall.SUPERVISOR);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    private static String share(JsonNode rate) {
        return rate.path("numerator").asLong() + "/" + rate.path("denominator").asLong();
    }
}
