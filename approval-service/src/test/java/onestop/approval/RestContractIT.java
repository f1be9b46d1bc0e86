package onestop.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@ApprovalIT
class RestContractIT {
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    @Test
    void whatIsPublishedIsServedAndNothingElse() {
        var served = new TreeSet<String>();
        handlers.getHandlerMethods().forEach((mapping, handler) -> {
            for (var path : mapping.getPatternValues()) {
                for (var method : mapping.getMethodsCondition().getMethods()) {
                    if (path.startsWith("/api/") && !path.contains("/ops/")) {
                        served.add(method + " " + path);
                    }
                }
            }
        });

        assertThat(served).isEqualTo(RestContract.operations());
    }

    @Test
    void everyExampleKeepsItsSchema() {
        var examples = RestContract.examples();

        assertThat(examples)
                .hasSizeGreaterThan(20)
                .allSatisfy(example -> assertThat(RestContract.violations(
                                example.getKey(), example.getValue().toString()))
                        .as("%s", example.getValue())
                        .isEmpty());
    }
}
