package onestop.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The one document of all events, {@code contracts/asyncapi.yaml}. */
class EventsDocumentTests {
    private static final Path CONTRACTS = Path.of("../../contracts");

    private final JsonNode document;

    EventsDocumentTests() throws IOException {
        document = new YAMLMapper().readTree(Files.readString(CONTRACTS.resolve("asyncapi.yaml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "approval", "evaluation", "appeal"})
    void everyEventIsAMessageWithItsSchemaAndAnExampleThatFitsIt(String service) {
        var contract = ServiceContract.in(CONTRACTS.resolve(service));
        var inChannels = messagesOfChannels();

        assertThat(contract.types()).isNotEmpty().allSatisfy(type -> {
            var message = document.path("components").path("messages").path(type);
            var events = "./%s/events/%s".formatted(service, type);
            assertThat(message.path("name").asString("")).isEqualTo(type);
            assertThat(inChannels).contains(type);
            assertThat(message.at("/payload/schema/$ref").asString("")).isEqualTo(events + ".schema.json");
            assertThat(message.at("/examples/0/payload/$ref").asString("")).isEqualTo(events + ".sample.json");
            contract.assertEvent(type, contract.sample(type));
        });
    }

    @Test
    void noMessageIsWithoutItsFiles() {
        assertThat(document.path("components").path("messages").propertyStream().map(Map.Entry::getValue))
                .isNotEmpty()
                .allSatisfy(message -> {
                    assertThat(CONTRACTS.resolve(
                                    message.at("/payload/schema/$ref").asString("none")))
                            .isRegularFile();
                    assertThat(message.path("examples"))
                            .isNotEmpty()
                            .allSatisfy(example -> assertThat(CONTRACTS.resolve(
                                            example.at("/payload/$ref").asString("none")))
                                    .isRegularFile());
                });
    }

    private Set<String> messagesOfChannels() {
        var all = new HashSet<String>();
        document.path("channels")
                .forEach(channel -> all.addAll(channel.path("messages").propertyNames()));
        return all;
    }
}
