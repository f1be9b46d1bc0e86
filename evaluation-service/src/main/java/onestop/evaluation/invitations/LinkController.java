package onestop.evaluation.invitations;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import onestop.documents.QrCode;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.invitations.InvitationCodes.Reading.Genuine;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Open;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The link of an invitation, for the enterprise itself and for the system that sends messages; and the link as a square
 * code, for whoever has it. Staff never get one: with it they could rate themselves.
 */
@RestController
class LinkController {
    private final Invitations invitations;
    private final WhenOpened whenOpened;
    private final InvitationCodes codes;
    private final Calendars calendars;
    private final InstantSource clock;
    private final Problems problems;

    LinkController(
            Invitations invitations,
            WhenOpened whenOpened,
            InvitationCodes codes,
            Calendars calendars,
            InstantSource clock,
            Problems problems) {
        this.invitations = invitations;
        this.whenOpened = whenOpened;
        this.codes = codes;
        this.calendars = calendars;
        this.clock = clock;
        this.problems = problems;
    }

    record LinkView(UUID invitationId, String code, String address, LocalDate openUntil) {}

    @Allowed({Role.APPLICANT, Role.AGENT, Role.PARTNER})
    @GetMapping("/api/evaluation/invitations/{id}/link")
    ResponseEntity<?> link(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        if (Staff.includes(caller)) {
            whenOpened.opened(List.of(new InvitationId(id)), caller, request);
            return problems.reply(HttpStatus.FORBIDDEN, "staff-cannot-rate");
        }
        var found =
                invitations.find(new InvitationId(id)).filter(service -> sendsMessages(caller) || service.isOf(caller));
        if (found.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-invitation");
        }
        var service = found.get();
        var openUntil = service.openUntil(calendars.current());
        if (CountyTime.dayOf(clock.instant()).isAfter(openUntil)) {
            return problems.reply(HttpStatus.CONFLICT, "rating-closed", openUntil.toString());
        }
        var code = codes.of(service);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new LinkView(id, code, codes.address(code), openUntil));
    }

    /** Whoever sends messages for the hall; a department's own system acts for a unit that is rated. */
    private static boolean sendsMessages(Caller caller) {
        return caller.is(Role.PARTNER) && caller.unit() == null;
    }

    @Open
    @GetMapping("/api/evaluation/r/{code}/qr-code")
    ResponseEntity<?> qrCode(@Nullable Caller caller, @PathVariable String code, HttpServletRequest request) {
        if (!(codes.read(code) instanceof Genuine(var service))) {
            return problems.reply(HttpStatus.FORBIDDEN, "code-not-genuine");
        }
        if (caller != null && Staff.includes(caller)) {
            whenOpened.opened(List.of(service.id()), caller, request);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.IMAGE_PNG)
                .body(QrCode.png(codes.address(code)));
    }
}
