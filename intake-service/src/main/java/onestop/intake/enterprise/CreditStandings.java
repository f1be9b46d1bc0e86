package onestop.intake.enterprise;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.calendar.ServiceHours;
import org.springframework.stereotype.Service;

/** Tells how far enterprises are trusted today. */
@Service
public class CreditStandings {
    private final CreditRecords records;
    private final InstantSource clock;

    CreditStandings(CreditRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    public CreditStanding of(String usci) {
        return ofAll(List.of(usci)).getOrDefault(usci, CreditStanding.GOOD);
    }

    /** One for each of the enterprises. */
    public Map<String, CreditStanding> ofAll(Collection<String> uscis) {
        var marks = records.counting(uscis, ServiceHours.dateOf(clock.instant()));
        return uscis.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        usci -> marks.containsKey(usci)
                                ? new CreditStanding(List.copyOf(marks.get(usci)))
                                : CreditStanding.GOOD));
    }
}
