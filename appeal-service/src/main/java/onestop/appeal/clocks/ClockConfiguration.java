package onestop.appeal.clocks;

import onestop.workingdays.Calendars;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ClockConfiguration {
    @Bean
    Calendars calendars(KnownYears known) {
        return new Calendars(known.calendar());
    }
}
