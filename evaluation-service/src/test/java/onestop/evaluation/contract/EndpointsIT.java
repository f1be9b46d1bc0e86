package onestop.evaluation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import onestop.evaluation.Hall;
import onestop.evaluation.WholeService;
import onestop.testsupport.EndpointMatrix;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

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
        var served = new TreeSet<String>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/evaluation") && !path.contains("/ops/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method + " " + path.replaceAll("\\{[^}]*}", "{}")))));
        var described = new TreeSet<String>();
        Contracts.openApi()
                .path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, _) -> {
                    if (!method.equals("parameters")) {
                        described.add(
                                method.toUpperCase(java.util.Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}"));
                    }
                }));

        assertThat(served).isEqualTo(described);
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
