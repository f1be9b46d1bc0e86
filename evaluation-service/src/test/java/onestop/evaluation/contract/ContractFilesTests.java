package onestop.evaluation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ContractFilesTests {
    @Test
    void everyEventHasASchemaAndASampleThatFitsIt() {
        var types = Contracts.SERVICE.types();

        assertThat(types)
                .containsExactlyInAnyOrder(
                        "onestop.evaluation.province.rating-reported.v1",
                        "onestop.evaluation.province.service-reported.v1",
                        "onestop.evaluation.rating.followed-up.v1",
                        "onestop.evaluation.rating.given.v1",
                        "onestop.evaluation.rating.invited.v1",
                        "onestop.evaluation.rating.reminded.v1",
                        "onestop.evaluation.rating.standing-changed.v1",
                        "onestop.evaluation.rating.unit-changed.v1",
                        "onestop.evaluation.improvement.opened.v1",
                        "onestop.evaluation.improvement.overdue.v1",
                        "onestop.evaluation.improvement.completed.v1",
                        "onestop.evaluation.publication.published.v1",
                        "onestop.evaluation.rectification.opened-on-finding.v1",
                        "onestop.evaluation.rectification.redispatched.v1",
                        "onestop.evaluation.rectification.reopened.v1",
                        "onestop.evaluation.rectification.invalidated.v1",
                        "onestop.evaluation.rectification.rater-dissatisfied.v1",
                        "onestop.evaluation.rectification.closed-on-finding.v1",
                        "onestop.evaluation.rectification-light.turned.v1",
                        "onestop.evaluation.call-back.second-due.v1",
                        "onestop.evaluation.call-back.second-due-elsewhere.v1",
                        "onestop.evaluation.open-feedback.officer-named.v1",
                        "onestop.evaluation.open-feedback.referred.v1",
                        "onestop.evaluation.rectification.closed.v1",
                        "onestop.evaluation.rectification.handled.v1",
                        "onestop.evaluation.rectification.opened.v1",
                        "onestop.partner.feedback.written.v1",
                        "onestop.partner.rating.given.v1",
                        "onestop.partner.rating.reported.v1");
        assertThat(types).allSatisfy(type -> Contracts.SERVICE.assertEvent(type, Contracts.SERVICE.sample(type)));
    }

    @Test
    void theExamplesOfTheApiFitTheirSchemas() {
        assertThat(Contracts.SERVICE.assertExamples()).isGreaterThan(40);
    }

    @Test
    void everyBodyIsShownByAnExample() {
        assertThat(Contracts.SERVICE.bodiesWithoutExample()).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(Contracts.SERVICE.brokenReferences()).isEmpty();
    }

    @Test
    void everyProblemOfTheTextsIsListed() {
        var listed = Contracts.read(Contracts.FOLDER.resolve("problems.md"));
        var titles = Pattern.compile("(?m)^([a-z-]+)\\.title=");
        var texts = Contracts.read(java.nio.file.Path.of("src/main/resources/problems.properties"));
        var chinese = Contracts.read(java.nio.file.Path.of("src/main/resources/problems_zh.properties"));
        var slugs = titles.matcher(texts).results().map(match -> match.group(1)).toList();

        assertThat(slugs).isNotEmpty().allSatisfy(slug -> assertThat(listed).contains("`/problems/" + slug + "`"));
        assertThat(keys(chinese)).isEqualTo(keys(texts));
    }

    private static TreeSet<String> keys(String properties) {
        var keys = new TreeSet<String>();
        properties.lines().forEach(line -> keys.add(line.replaceAll("=.*", "")));
        return keys;
    }
}
