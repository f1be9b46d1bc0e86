package onestop.intake;

import onestop.testsupport.EndpointMatrix;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@IntakeTest
class EndpointMatrixIT {
    @Autowired
    ApplicationContext context;

    @Autowired
    MockMvcTester mvc;

    @Test
    void everyEndpointIsForItsRolesOnly() {
        EndpointMatrix.verify(context, mvc);
    }
}
