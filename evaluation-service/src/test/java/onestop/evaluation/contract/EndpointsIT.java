package onestop.evaluation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import onestop.evaluation.Hall;
import onestop.evaluation.WholeService;
import onestop.testsupport.EndpointMatrix;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WholeService
class EndpointsIT {
    @Autowired
    ApplicationContext context;

    @Autowired
    MockMvcTester mvc;

    @Test
    void everyEndpointAgainstEveryRole() {
        EndpointMatrix.verify(context, mvc);
    }

    @Test
    void whatIsServedIsDescribedAndWhatIsDescribedIsServed() {
        assertThat(EndpointMatrix.served(context)).isEqualTo(Contracts.SERVICE.operations());
    }

    @Test
    void theDescriptionIsServedToEverybody() {
        var answer = mvc.get().uri("/api/evaluation/openapi.json").exchange();

        assertThat(answer).hasStatus(200);
        assertThat(Hall.json(answer).path("openapi").asString()).isEqualTo("3.1.0");
    }

    @Test
    void labelsAreListedInBothVersions() {
        var all = Hall.json(mvc.get()
                .uri("/api/evaluation/labels")
                .header("Authorization", "Bearer " + Hall.APPLICANT)
                .exchange());

        Contracts.assertAnswer("LabelPage", all);
        assertThat(all.path("items")).hasSize(40 + 33);
        assertThat(all.path("items").get(0).path("code").asString()).isEqualTo("510");
        var bad = Hall.json(mvc.get()
                .uri("/api/evaluation/labels?level=DISSATISFIED&usingStatus=true")
                .header("Authorization", "Bearer " + Hall.APPLICANT)
                .exchange());
        assertThat(bad.path("items").findValuesAsString("code"))
                .containsExactly("207", "208", "209", "210", "211", "212", "213", "214");
    }
}
