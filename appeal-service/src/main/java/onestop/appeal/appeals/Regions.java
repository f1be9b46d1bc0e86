package onestop.appeal.appeals;

import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where an appeal belongs when nobody says. */
@Component
class Regions {
    private final Appeals appeals;
    private final String county;

    Regions(Appeals appeals, @Value("${onestop.appeal.region}") String county) {
        this.appeals = appeals;
        this.county = county;
    }

    /** @return the region that was said; else the one in which the registry has the enterprise; else the whole county */
    String of(@Nullable String said, @Nullable Usci enterprise) {
        if (said != null) {
            return said;
        }
        return enterprise == null ? county : appeals.regionOf(enterprise).orElse(county);
    }
}
