package onestop.approval;

import static org.assertj.core.api.Assertions.assertThat;

import onestop.testsupport.EndpointMatrix;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ApprovalIT
class RestContractIT {
    @Autowired
    ApplicationContext context;

    @Test
    void whatIsPublishedIsServedAndNothingElse() {
        assertThat(EndpointMatrix.served(context)).isEqualTo(RestContract.SERVICE.operations());
    }
}
