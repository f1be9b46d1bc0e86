package onestop.intake.shift;

import java.util.UUID;

/** What others have promised for a shift, so that it cannot simply be cancelled. */
public interface ShiftCommitments {
    /** Called while the shift is locked. */
    boolean hasAny(UUID shiftId);
}
