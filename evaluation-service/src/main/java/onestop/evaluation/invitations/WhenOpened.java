package onestop.evaluation.invitations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import onestop.web.Caller;

/** Somebody to be told that invitations are opened by whoever is signed in. */
public interface WhenOpened {
    void opened(Collection<InvitationId> invitations, Caller by, HttpServletRequest request);
}
