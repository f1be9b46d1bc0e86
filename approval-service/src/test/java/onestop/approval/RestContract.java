package onestop.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import onestop.testsupport.ServiceContract;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** The published REST contract, and whether answers keep it: known status, right type and shape, no field that it does not name. */
final class RestContract {
    static final ServiceContract SERVICE = ServiceContract.of("approval");

    private RestContract() {}

    static void holds(String method, String path, MvcTestResult result) {
        var response = result.getResponse();
        var body = new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
        var what = "%s %s answered %d %s".formatted(method, path, response.getStatus(), body);
        if (response.getStatus() == 204) {
            assertThat(body).as(what).isEmpty();
        } else {
            assertThat(response.getContentType())
                    .as(what)
                    .startsWith(response.getStatus() < 300 ? "application/json" : "application/problem+json");
        }
        SERVICE.assertAnswer(
                method,
                path,
                response.getStatus(),
                body.isEmpty()
                        ? JsonMapper.shared().missingNode()
                        : JsonMapper.shared().readTree(body));
    }
}
