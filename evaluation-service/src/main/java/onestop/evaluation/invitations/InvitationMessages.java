package onestop.evaluation.invitations;

import java.time.Instant;
import java.time.LocalDate;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import onestop.workingdays.WorkingDayCalendar;

/** Invitations as wire messages. Version 1 of an invitation is its making, version 2 its rating. */
final class InvitationMessages {
    private static final Topic TOPIC = Topic.facts("onestop.evaluation.rating");

    private InvitationMessages() {}

    record Invited(
            String receiptNumber,
            String invitationId,
            int serviceNumber,
            ServiceKind service,
            String unit,
            String matter,
            LocalDate openUntil) {}

    static OutgoingEvent invited(InvitedService service, Instant at, WorkingDayCalendar calendar) {
        var id = service.id().value().toString();
        return new OutgoingEvent(
                TOPIC,
                service.receiptNumber(),
                "onestop.evaluation.rating.invited.v1",
                id,
                1,
                at,
                new Invited(
                        service.receiptNumber(),
                        id,
                        service.serviceNumber(),
                        service.service(),
                        service.unit(),
                        service.matter(),
                        service.openUntil(calendar)));
    }

    record Reminded(
            String receiptNumber,
            String invitationId,
            int serviceNumber,
            ServiceKind service,
            String unit,
            String matter,
            LocalDate servedOn,
            LocalDate openUntil) {}

    /** For whoever sends messages: the link is read by the id, so that no event carries it. */
    static OutgoingEvent reminded(InvitedService service, Instant at, WorkingDayCalendar calendar) {
        var id = service.id().value().toString();
        return new OutgoingEvent(
                TOPIC,
                service.receiptNumber(),
                "onestop.evaluation.rating.reminded.v1",
                id,
                1,
                at,
                new Reminded(
                        service.receiptNumber(),
                        id,
                        service.serviceNumber(),
                        service.service(),
                        service.unit(),
                        service.matter(),
                        service.servedOn(),
                        service.openUntil(calendar)));
    }
}
