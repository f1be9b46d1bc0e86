package onestop.evaluation.suspicion;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Collection;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.invitations.Staff;
import onestop.evaluation.invitations.WhenOpened;
import onestop.web.Caller;
import org.springframework.stereotype.Component;

/** Notes on which device an invitation is read by whoever is signed in, and that staff are there. */
@Component
class NoteLooks implements WhenOpened {
    private final Judge judge;
    private final Devices devices;
    private final InstantSource clock;

    NoteLooks(Judge judge, Devices devices, InstantSource clock) {
        this.judge = judge;
        this.devices = devices;
        this.clock = clock;
    }

    @Override
    public void opened(Collection<InvitationId> invitations, Caller by, HttpServletRequest request) {
        judge.looked(invitations, devices.of(request), Staff.includes(by), CountyTime.now(clock));
    }
}
