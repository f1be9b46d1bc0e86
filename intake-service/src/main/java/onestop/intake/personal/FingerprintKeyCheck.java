package onestop.intake.personal;

import java.util.Arrays;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the fingerprint key with the one the stored rows were made with. Another key would not fail anywhere: nobody
 * would be found any more, and what must be unique would not be. So the service ends instead.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class FingerprintKeyCheck implements ApplicationRunner {
    private static final String KNOWN_TEXT = "the key of this database";

    private final PersonalData personal;
    private final JdbcClient jdbc;

    FingerprintKeyCheck(PersonalData personal, JdbcClient jdbc) {
        this.personal = personal;
        this.jdbc = jdbc;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var ours = personal.fingerprint(KNOWN_TEXT);
        jdbc.sql("INSERT INTO personal_key_check (known) VALUES (:ours) ON CONFLICT DO NOTHING")
                .param("ours", ours)
                .update();
        var stored = jdbc.sql("SELECT known FROM personal_key_check")
                .query(byte[].class)
                .single();
        if (!Arrays.equals(ours, stored)) {
            throw new IllegalStateException(
                    "%s is not the one this database was filled with: with another, nobody would be found by number"
                            .formatted(SealingKeys.FINGERPRINT_KEY));
        }
    }
}
