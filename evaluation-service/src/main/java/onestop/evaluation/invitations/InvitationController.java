package onestop.evaluation.invitations;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.evaluation.catalogue.CatalogueNames.Name;
import onestop.evaluation.invitations.Invitations.Listed;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Page;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an enterprise, or its agent in the file, may rate of one file. Another enterprise's services are not in the list, and that is all it says. */
@RestController
class InvitationController {
    private final Invitations invitations;
    private final WhenOpened whenOpened;
    private final CatalogueNames names;
    private final Calendars calendars;
    private final InstantSource clock;

    InvitationController(
            Invitations invitations,
            WhenOpened whenOpened,
            CatalogueNames names,
            Calendars calendars,
            InstantSource clock) {
        this.invitations = invitations;
        this.whenOpened = whenOpened;
        this.names = names;
        this.calendars = calendars;
        this.clock = clock;
    }

    enum InvitationStatus {
        OPEN,
        RATED,
        CLOSED
    }

    record InvitationView(
            UUID invitationId,
            String receiptNumber,
            int serviceNumber,
            ServiceKind service,
            String unit,
            @Nullable String unitNameZh,
            @Nullable String unitNameEn,
            String matter,
            @Nullable String matterNameZh,
            @Nullable String matterNameEn,
            OffsetDateTime servedAt,
            LocalDate openUntil,
            boolean provisional,
            InvitationStatus status,
            @Nullable UUID ratingId) {}

    @Allowed({Role.APPLICANT, Role.AGENT})
    @GetMapping("/api/evaluation/invitations")
    Page<InvitationView> ofFile(
            Caller caller,
            HttpServletRequest request,
            @RequestParam @Pattern(regexp = "[A-Za-z0-9-]{1,64}") String receiptNumber) {
        var today = CountyTime.dayOf(CountyTime.now(clock));
        var calendar = calendars.current();
        var own = invitations.ofFile(receiptNumber).stream()
                .filter(listed -> listed.service().isOf(caller))
                .toList();
        if (!own.isEmpty()) {
            whenOpened.opened(own.stream().map(listed -> listed.service().id()).toList(), caller, request);
        }
        var units =
                names.units(own.stream().map(listed -> listed.service().unit()).toList());
        var matters = names.matters(
                own.stream().map(listed -> listed.service().matter()).toList());
        var items = own.stream()
                .map(listed -> view(
                        listed,
                        units.get(listed.service().unit()),
                        matters.get(listed.service().matter()),
                        today,
                        calendar))
                .toList();
        return new Page<>(items, null);
    }

    private static InvitationView view(
            Listed listed,
            @Nullable Name unitName,
            @Nullable Name matterName,
            LocalDate today,
            WorkingDayCalendar calendar) {
        var service = listed.service();
        var openUntil = service.openUntil(calendar);
        return new InvitationView(
                service.id().value(),
                service.receiptNumber(),
                service.serviceNumber(),
                service.service(),
                service.unit(),
                unitName == null ? null : unitName.nameZh(),
                unitName == null ? null : unitName.nameEn(),
                service.matter(),
                matterName == null ? null : matterName.nameZh(),
                matterName == null ? null : matterName.nameEn(),
                CountyTime.at(service.servedAt()),
                openUntil,
                calendar.provisional(openUntil),
                status(listed, today, openUntil),
                listed.ratingId());
    }

    private static InvitationStatus status(Listed listed, LocalDate today, LocalDate openUntil) {
        if (listed.ratingId() != null) {
            return InvitationStatus.RATED;
        }
        return today.isAfter(openUntil) ? InvitationStatus.CLOSED : InvitationStatus.OPEN;
    }
}
