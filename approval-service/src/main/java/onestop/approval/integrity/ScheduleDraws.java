package onestop.approval.integrity;

import java.time.InstantSource;
import java.time.YearMonth;
import onestop.approval.clocks.OfficeTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Draws last month's spot checks without anybody asking for it. Runs on every replica; a month is drawn once. */
@Component
class ScheduleDraws {
    private static final Logger log = LoggerFactory.getLogger(ScheduleDraws.class);

    private final DrawSpotChecks draws;
    private final InstantSource clock;

    ScheduleDraws(DrawSpotChecks draws, InstantSource clock) {
        this.draws = draws;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${onestop.approval.integrity.draw-every}",
            initialDelayString = "${onestop.approval.integrity.draw-every}")
    void drawInTime() {
        var month = YearMonth.from(OfficeTime.dateOf(clock.instant())).minusMonths(1);
        try {
            if (draws.mayBeDrawn(month)) {
                draws.draw(month, "system");
            }
        } catch (DataAccessException e) {
            log.warn("The spot checks of {} are drawn later: {}", month, e.toString());
        }
    }
}
