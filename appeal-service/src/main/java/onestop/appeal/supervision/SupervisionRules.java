package onestop.appeal.supervision;

import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.appeal.clocks.TimeProfile;
import onestop.appeal.clocks.TimeProfiles;
import onestop.workingdays.Calendars;
import org.springframework.stereotype.Component;

/** When appeals need attention, by the profile each of them started with. */
@Component
public class SupervisionRules {
    private final TimeProfiles profiles;
    private final Calendars calendars;

    SupervisionRules(TimeProfiles profiles, Calendars calendars) {
        this.profiles = profiles;
        this.calendars = calendars;
    }

    public ThresholdsByProfile at(Instant now) {
        var calendar = calendars.current();
        Function<TimeProfile, Thresholds> thresholds =
                profile -> Thresholds.at(now, calendar, profile.extras().levels());
        return new ThresholdsByProfile(
                now, profiles.all().stream().collect(Collectors.toMap(TimeProfile::code, thresholds)));
    }
}
