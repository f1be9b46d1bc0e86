package onestop.evaluation.calendar;

import onestop.workingdays.Calendars;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** One calendar for the whole service. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class CalendarConfiguration {

    /** Complete before the first request: the shipped years, then what has been received. */
    @Bean
    Calendars calendars(StoredCalendarYears stored) {
        var calendars = new Calendars();
        stored.all().forEach(calendars::replace);
        return calendars;
    }
}
