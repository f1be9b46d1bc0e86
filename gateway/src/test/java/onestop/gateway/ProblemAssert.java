package onestop.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** Every refusal has the same shape. */
final class ProblemAssert {
    private ProblemAssert() {}

    static void assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(RunningGateway.header(response, "Content-Type")).isEqualTo("application/problem+json");
        var problem = RunningGateway.json(response);
        assertThat(problem.path("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("instance").asString()).startsWith("/");
        assertThat(problem.path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(response.body()).doesNotContain("Exception").doesNotContain("localhost");
    }
}
