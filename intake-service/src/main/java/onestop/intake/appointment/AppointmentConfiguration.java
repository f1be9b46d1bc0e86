package onestop.intake.appointment;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AppointmentConfiguration {
    private static final String PREFIX = "${onestop.intake.appointments.";

    @Bean
    BookingRules bookingRules(
            @Value(PREFIX + "working-days-ahead}") int workingDaysAhead,
            @Value(PREFIX + "cancel-before}") Duration cancelBefore,
            @Value(PREFIX + "check-in-before}") Duration checkInBefore,
            @Value(PREFIX + "late-after}") Duration lateAfter,
            @Value(PREFIX + "no-shows}") int noShows,
            @Value(PREFIX + "no-show-period}") Duration noShowPeriod,
            @Value(PREFIX + "barred}") Duration barred) {
        return new BookingRules(
                workingDaysAhead, cancelBefore, checkInBefore, lateAfter, noShows, noShowPeriod, barred);
    }
}
