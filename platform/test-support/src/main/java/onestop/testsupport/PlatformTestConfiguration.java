package onestop.testsupport;

import java.util.List;
import onestop.testsupport.PlatformTestConfiguration.Broker;
import onestop.testsupport.PlatformTestConfiguration.Database;
import onestop.testsupport.PlatformTestConfiguration.Tokens;
import onestop.web.security.AccessTokens;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Import it on a {@code @SpringBootTest}: the service then gets a fresh database, the JVM's broker, and trusts the
 * tokens of {@link TestTokens}. It has no other way of knowing that it is in a test.
 *
 * <p>Only what the module under test has on its class path is provided.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import({Broker.class, Database.class, Tokens.class})
public class PlatformTestConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails")
    static class Broker {
        Broker() {
            TestServers.startBroker(); // gets ready while the database is migrated
        }

        @Bean
        KafkaConnectionDetails testBroker() {
            var servers = List.of(TestServers.bootstrapServers());
            return () -> servers;
        }

        @Bean
        Events events() {
            return new Events(TestServers.bootstrapServers());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails")
    static class Database {
        @Bean
        JdbcConnectionDetails testDatabase() {
            return new TestDatabaseDetails(TestServers.freshDatabase());
        }

        /** In place of the two seconds of {@code platform/web}: a machine with more to do is no reason for a 503. */
        @Bean
        DynamicPropertyRegistrar testPatience() {
            return properties -> properties.add("spring.datasource.hikari.connection-timeout", () -> 30_000);
        }

        @Bean
        static OneConnectionPerThread oneConnectionPerThread() {
            return new OneConnectionPerThread();
        }
    }

    record TestDatabaseDetails(TestDatabase database) implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return database.url();
        }

        @Override
        public String getUsername() {
            return database.username();
        }

        @Override
        public String getPassword() {
            return database.password();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "onestop.web.security.AccessTokens")
    static class Tokens {
        @Bean
        DynamicPropertyRegistrar testIssuer() {
            return properties -> properties.add("onestop.security.issuer", () -> TestTokens.ISSUER);
        }

        /** Made by the same hands as in production; only the keys come from elsewhere. */
        @Bean
        JwtDecoder testTokenDecoder() {
            return AccessTokens.decoder(TestTokens.keys(), TestTokens.ISSUER);
        }
    }
}
