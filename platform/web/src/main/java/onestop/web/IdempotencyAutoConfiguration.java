package onestop.web;

import java.util.Arrays;
import org.flywaydb.core.api.Location;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Idempotency keys for services with a database, and the table they need. */
@AutoConfiguration(
        after = {
            WebAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSingleCandidate(javax.sql.DataSource.class)
class IdempotencyAutoConfiguration {
    private static final Location TABLES = Location.fromPath("classpath:", "db/platform");

    @Bean
    Idempotency idempotency(
            JdbcClient jdbc, PlatformTransactionManager transactions, Problems problems, JsonMapper json) {
        return new Idempotency(jdbc, new TransactionTemplate(transactions), problems, json);
    }

    @Bean
    IdempotencyPurge idempotencyPurge(JdbcClient jdbc) {
        return new IdempotencyPurge(jdbc);
    }

    /** The platform's tables beside the service's. Out of order, because each side numbers its own scripts. */
    @Bean
    FlywayConfigurationCustomizer platformWebTables() {
        return flyway -> {
            var locations = flyway.getLocations();
            if (!Arrays.asList(locations).contains(TABLES)) {
                var all = Arrays.copyOf(locations, locations.length + 1);
                all[locations.length] = TABLES;
                flyway.locations(all);
            }
            flyway.outOfOrder(true);
        };
    }
}
