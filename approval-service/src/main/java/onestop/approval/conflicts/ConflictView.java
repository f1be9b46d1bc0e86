package onestop.approval.conflicts;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A conflict of interest that is in force. */
record ConflictView(
        UUID id,
        String officer,
        Kind kind,
        String concerns,
        String reason,
        String declaredBy,
        OffsetDateTime declaredAt) {

    enum Kind {
        /** With an enterprise: whatever it applies for, or what concerns it as a branch. */
        ENTERPRISE,
        /** In one case. */
        CASE
    }
}
