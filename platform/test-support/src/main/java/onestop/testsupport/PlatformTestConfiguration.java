package onestop.testsupport;

import java.util.List;
import onestop.testsupport.PlatformTestConfiguration.Broker;
import onestop.testsupport.PlatformTestConfiguration.Database;
import onestop.testsupport.PlatformTestConfiguration.Tokens;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
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
    @ConditionalOnClass(KafkaConnectionDetails.class)
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
    @ConditionalOnClass(JdbcConnectionDetails.class)
    static class Database {
        @Bean
        JdbcConnectionDetails testDatabase() {
            return new TestDatabaseDetails(TestServers.freshDatabase());
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
    static class Tokens {
        @Bean
        DynamicPropertyRegistrar testIssuer() {
            return properties -> properties.add("onestop.security.issuer", () -> TestTokens.ISSUER);
        }

        @Bean
        JwtDecoder testTokenDecoder() {
            var decoder = NimbusJwtDecoder.withPublicKey(TestTokens.publicKey())
                    .signatureAlgorithm(SignatureAlgorithm.RS256)
                    .build();
            OAuth2TokenValidator<Jwt> audience = new JwtClaimValidator<List<String>>(
                    JwtClaimNames.AUD, values -> values != null && values.contains(TestTokens.AUDIENCE));
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    JwtValidators.createDefaultWithIssuer(TestTokens.ISSUER), audience));
            return decoder;
        }
    }
}
