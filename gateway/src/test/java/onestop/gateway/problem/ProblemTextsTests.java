package onestop.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ProblemTextsTests {
    private final ProblemWriter writer = new ProblemWriter(new JsonMapper());

    @ParameterizedTest
    @EnumSource
    void everyProblemHasWordsInBothLanguages(Problem problem) {
        var english = new JsonMapper().readTree(writer.body(problem, Locale.ENGLISH, "/x", "t", 7));
        var chinese = new JsonMapper().readTree(writer.body(problem, Locale.CHINESE, "/x", "t", 7));

        assertThat(english.path("type").asString()).isEqualTo("/problems/" + problem.slug());
        for (var field : new String[] {"title", "detail"}) {
            assertThat(english.path(field).asString()).isNotBlank().isASCII();
            assertThat(chinese.path(field).asString())
                    .containsPattern("\\p{IsHan}")
                    .doesNotContain("{");
        }
        assertThat(ResourceBundle.getBundle("gateway-problems_zh").containsKey(problem.slug() + ".title"))
                .isTrue();
    }
}
