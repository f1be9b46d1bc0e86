package onestop.evaluation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContractFilesTests {
    private static final String SCHEMA = ".schema.json";
    private static final String SAMPLE = ".sample.json";

    @Test
    void everyEventHasASchemaAndASampleThatFitsIt() {
        var types = Contracts.events(SCHEMA).stream()
                .map(file -> file.getFileName().toString().replace(SCHEMA, ""))
                .toList();

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
                        "onestop.evaluation.publication.published.v1",
                        "onestop.evaluation.rectification.opened-on-finding.v1",
                        "onestop.evaluation.rectification.redispatched.v1",
                        "onestop.evaluation.rectification.reopened.v1",
                        "onestop.evaluation.rectification.invalidated.v1",
                        "onestop.evaluation.rectification.closed-on-finding.v1",
                        "onestop.evaluation.rectification-light.turned.v1",
                        "onestop.evaluation.call-back.second-due.v1",
                        "onestop.evaluation.open-feedback.referred.v1",
                        "onestop.evaluation.rectification.closed.v1",
                        "onestop.evaluation.rectification.opened.v1",
                        "onestop.partner.feedback.written.v1",
                        "onestop.partner.rating.given.v1");
        assertThat(Contracts.events(SAMPLE)).hasSameSizeAs(types);
        for (var type : types) {
            Contracts.assertEvent(type, Contracts.read(Contracts.FOLDER.resolve("events/" + type + SAMPLE)));
        }
    }

    @Test
    void theExamplesOfTheApiFitTheirSchemas() {
        var api = Contracts.openApi();
        var checked = new ArrayList<String>();
        walk(api, api, checked);

        assertThat(checked)
                .contains(
                        "InvitationPage",
                        "RatingRequest",
                        "InvitationLink",
                        "ServiceToRate",
                        "CodeRatingRequest",
                        "Rating",
                        "RectificationPage",
                        "Rectification",
                        "Indicators",
                        "Problem",
                        "LabelPage",
                        "NoteRequest",
                        "RectifyRequest",
                        "CallBackRequest",
                        "RatingBatchRequest",
                        "RankPage",
                        "BreakdownPage",
                        "IndicatorSetPage",
                        "IndicatorSetRequest",
                        "PublicationRequest",
                        "Publication",
                        "PublicationPage",
                        "PublishedRanking",
                        "Reconciliation",
                        "FeedbackBatchRequest",
                        "RatingBatchResult");
    }

    /** Looks for media types: an object with a schema and an example beside it. */
    private static void walk(JsonNode node, JsonNode api, List<String> checked) {
        if (node.path("schema").has("$ref") && (node.has("example") || node.has("examples"))) {
            var schema = node.path("schema").path("$ref").asString().replaceAll(".*/", "");
            for (var example : examples(node, api)) {
                Contracts.assertAnswer(schema, example);
                checked.add(schema);
            }
        }
        node.forEach(child -> walk(child, api, checked));
    }

    private static List<JsonNode> examples(JsonNode node, JsonNode api) {
        var found = new ArrayList<JsonNode>();
        if (node.has("example")) {
            found.add(node.path("example"));
        }
        node.path("examples").forEach(example -> {
            var reference = example.path("$ref").asString("");
            var target = reference.isEmpty() ? example : api.at(reference.substring(1));
            found.add(target.path("value"));
        });
        return found;
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
