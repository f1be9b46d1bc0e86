package onestop.appeal.policies;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Works off what publications and new days have left to match. Replicas share the work; who dies leaves it where the last stretch was
 * committed.
 */
@Component
class MatchRuns {
    private static final Logger log = LoggerFactory.getLogger(MatchRuns.class);

    private final Matching matching;
    private final Policies policies;
    private final InstantSource clock;

    MatchRuns(Matching matching, Policies policies, InstantSource clock) {
        this.matching = matching;
        this.policies = policies;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${onestop.appeal.policy-matching}",
            fixedDelayString = "${onestop.appeal.policy-matching}")
    void run() {
        try {
            policies.openRun(null, matching.today(), clock.instant());
            boolean more = true;
            while (more) {
                more = matching.doOneStretch();
            }
        } catch (DataAccessException e) {
            log.warn("Policies are matched later: {}", e.toString());
        }
    }
}
