package onestop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import onestop.webtest.SampleService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SampleService
class IdempotencyPurgeIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    IdempotencyPurge purge;

    @Test
    void repliesOlderThanTwoDaysAreForgottenInBatches() {
        var subject = UUID.randomUUID().toString();
        jdbc.sql("""
                INSERT INTO idempotency_key (subject, key, fingerprint, status, stored_at)
                SELECT :subject, 'old-' || n, sha256(''), 201, now() - interval '48 hours 1 second'
                  FROM generate_series(1, 2500) n
                 UNION ALL
                SELECT :subject, 'young-' || n, sha256(''), 201, now() - interval '47 hours 59 minutes'
                  FROM generate_series(1, 3) n
                """).param("subject", subject).update();

        int purged = purge.run();

        assertThat(purged).isEqualTo(2500);
        assertThat(jdbc.sql("SELECT key FROM idempotency_key WHERE subject = ? ORDER BY key")
                        .param(subject)
                        .query(String.class)
                        .list())
                .containsExactly("young-1", "young-2", "young-3");
    }
}
