package onestop.approval.clocks;

import onestop.workingdays.Calendars;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClockConfiguration {
    /** The shipped years, then the stored ones, before the first case is counted. */
    @Bean
    Calendars calendars(CalendarRows stored) {
        var calendars = new Calendars();
        stored.all().forEach(calendars::replace);
        return calendars;
    }
}
