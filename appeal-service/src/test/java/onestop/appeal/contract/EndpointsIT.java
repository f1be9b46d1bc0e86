package onestop.appeal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.TreeSet;
import onestop.appeal.WholeService;
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
                .forEach((mapping, _) -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/appeal"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method + " " + path))));
        var described = new TreeSet<String>();
        Contracts.openApi()
                .path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, _) -> {
                    if (!method.equals("parameters")) {
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                    }
                }));
        assertThat(served).isEqualTo(described);
    }

    @Test
    void theDescriptionIsServedToEverybody() {
        assertThat(mvc.get().uri("/api/appeal/openapi.json"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.openapi")
                .isEqualTo("3.1.0");
    }
}
