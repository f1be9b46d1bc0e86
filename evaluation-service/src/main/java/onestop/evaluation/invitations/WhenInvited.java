package onestop.evaluation.invitations;

import java.time.Instant;
import java.util.List;

/** Somebody to be told of new invitations, in the transaction that makes them. */
public interface WhenInvited {
    /** @param services never empty; in the order of files and numbers */
    void invited(List<InvitedService> services, Instant at);
}
