package onestop.intake.queueing;

import java.util.Optional;
import java.util.UUID;

/** Who is expected by appointment, and so has no need of a walk-in's ticket. */
public interface ExpectedVisitors {
    /** The appointment that this account can check in for now in this place. */
    Optional<UUID> expected(String account, String regionCode);
}
