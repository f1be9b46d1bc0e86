package onestop.appeal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import onestop.appeal.WholeService;
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
        assertThat(mvc.get().uri("/api/appeal/openapi.json"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.openapi")
                .isEqualTo("3.1.0");
    }
}
