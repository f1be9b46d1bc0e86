package onestop.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.context.TestPropertySource;

/** Two contexts in one JVM: each has its own database, both have the one broker. */
@SpringBootTest(
        classes = PlatformTestConfigurationIT.Service.class,
        properties = {"spring.application.name=sample-service", "onestop.service=sample"})
@Import(PlatformTestConfiguration.class)
class PlatformTestConfigurationIT {
    @SpringBootApplication
    static class Service {}

    /** As another test class with other settings: a context of its own. */
    @Nested
    @TestPropertySource(properties = "another=context")
    class InAnotherContext {
        @Test
        void nothingOfTheFirstIsSeen(@Autowired JdbcClient other) {
            other.sql("CREATE TABLE mine (n int)").update();
        }
    }

    @Autowired
    JdbcClient jdbc;

    @Autowired
    KafkaTemplate<String, String> kafka;

    @Autowired
    Events events;

    @Autowired
    JwtDecoder decoder;

    @Test
    void theDatabaseIsFreshAndItsOwnerIsNoSuperuser() {
        jdbc.sql("CREATE TABLE mine (n int)").update();

        assertThat(jdbc.sql("SELECT usesuper FROM pg_user WHERE usename = current_user")
                        .query(Boolean.class)
                        .single())
                .isFalse();
        assertThat(jdbc.sql("SELECT uuidv7() IS NOT NULL").query(Boolean.class).single())
                .isTrue();
    }

    @Test
    void aThreadThatHoldsAConnectionGetsNoOther() {
        assertThatThrownBy(() -> jdbc.sql("SELECT 1")
                        .query((_, _) ->
                                jdbc.sql("SELECT 2").query(Integer.class).single())
                        .list())
                .hasStackTraceContaining("asks for another");
        assertThat(jdbc.sql("SELECT 3").query(Integer.class).single())
                .as("the first one was given back")
                .isEqualTo(3);
    }

    @Test
    void theBrokerIsTheOneThatSpringTalksTo() throws Exception {
        events.createTopic("spring", 1);

        kafka.send("spring", "k", "hello").get();

        assertThat(events.list("spring")).extracting(Events.Received::text).containsExactly("hello");
    }

    @Test
    void theDecoderTrustsTestTokens() {
        assertThat(decoder.decode(TestTokens.token("li").sign()).getSubject()).isEqualTo("li");
    }
}
