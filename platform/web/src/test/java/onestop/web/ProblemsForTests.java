package onestop.web;

import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** The real thing without a Spring context. */
public final class ProblemsForTests {
    public static Problems create() {
        return new Problems(
                JsonMapper.builder()
                        .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                        .build(),
                new Languages());
    }

    private ProblemsForTests() {}
}
