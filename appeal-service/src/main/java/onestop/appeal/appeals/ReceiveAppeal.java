package onestop.appeal.appeals;

import java.util.UUID;
import onestop.appeal.clocks.CalendarMoves;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clocks.TimeProfiles;
import onestop.appeal.recusal.FileOfficers;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes an appeal in: it gets its number, and the clocks of the profile in use start. */
@Service
class ReceiveAppeal {
    private final Appeals appeals;
    private final AppealSteps steps;
    private final TimeProfiles profiles;
    private final CalendarMoves moves;
    private final Calendars calendars;
    private final FileOfficers fileOfficers;
    private final Outbox outbox;

    ReceiveAppeal(
            Appeals appeals,
            AppealSteps steps,
            TimeProfiles profiles,
            CalendarMoves moves,
            Calendars calendars,
            FileOfficers fileOfficers,
            Outbox outbox) {
        this.appeals = appeals;
        this.steps = steps;
        this.profiles = profiles;
        this.moves = moves;
        this.calendars = calendars;
        this.fileOfficers = fileOfficers;
        this.outbox = outbox;
    }

    /** To be called in the transaction that keeps the idempotency key. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Appeal receive(Submission handedIn) {
        var submission = handedIn.about(namingTheItem(handedIn.about()));
        var received = Appeal.receive(
                new AppealId(UUID.randomUUID()),
                appeals.nextNumber(Shanghai.dayOf(submission.receivedAt())),
                submission,
                profiles.inUseAt(submission.receivedAt(), moves.calendar().orElseGet(calendars::current)));
        appeals.insert(received.next(), submission);
        steps.append(received.next(), received.event());
        AppealEventMessages.of(received.next(), received.event()).ifPresent(outbox::append);
        var partner = submission.partner();
        if (partner != null) {
            outbox.append(PartnerReplyMessages.taken(partner, received.next(), submission.receivedAt()));
        }
        return received.next();
    }

    /** Applicants seldom know the item: it is the one that the report, the case or the file they name is about. */
    private About namingTheItem(About about) {
        return about.itemCode() != null || about.namesNoFile()
                ? about
                : about.withItem(fileOfficers
                        .itemOf(about.receiptNumber(), about.caseNumber(), about.negativeAnswerId())
                        .orElse(null));
    }
}
