package onestop.appeal.clocks;

import onestop.workingdays.Calendars;
import onestop.workingdays.WorkingDayCalendar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ClockConfiguration {
    /** The shipped years, and over them those that have arrived since. */
    @Bean
    Calendars calendars(KnownYears known) {
        var calendar = WorkingDayCalendar.shipped();
        for (var year : known.all()) {
            calendar = calendar.with(year);
        }
        return new Calendars(calendar);
    }
}
