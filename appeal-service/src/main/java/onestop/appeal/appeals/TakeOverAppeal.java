package onestop.appeal.appeals;

import java.time.InstantSource;
import java.util.Locale;
import onestop.appeal.appeals.Submission.PartnerNumber;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.events.Outbox;
import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes over what another system hands over by event: it is received as every other appeal, once however often it comes. */
@Service
public class TakeOverAppeal {
    private final ReceiveAppeal receiveAppeal;
    private final Appeals appeals;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Regions regions;

    TakeOverAppeal(ReceiveAppeal receiveAppeal, Appeals appeals, Outbox outbox, InstantSource clock, Regions regions) {
        this.receiveAppeal = receiveAppeal;
        this.appeals = appeals;
        this.outbox = outbox;
        this.clock = clock;
        this.regions = regions;
    }

    /**
     * What is handed over.
     *
     * @param partnerNumber the number of the partner that {@code source} names; absent for what has none
     * @param feedbackId the open feedback it comes from
     * @param receiptNumber the file that it concerns, as {@code caseNumber}: who worked on it may not handle the appeal
     * @param phone whom to call; personal
     */
    public record HandedOver(
            AppealSource source,
            AppealKind kind,
            boolean urgent,
            boolean confidential,
            @Nullable String usci,
            @Nullable String regionCode,
            String title,
            String text,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String partnerNumber,
            @Nullable String feedbackId,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String unit,
            @Nullable String itemCode) {}

    /** In the transaction of the event. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeOver(HandedOver handed) {
        var partner = handed.partnerNumber() == null
                ? null
                : new PartnerNumber(handed.source().name(), handed.partnerNumber());
        if (partner != null) {
            var known = appeals.ofPartner(partner).flatMap(appeals::findForChange);
            if (known.isPresent()) {
                outbox.append(PartnerReplyMessages.taken(partner, known.get(), clock.instant()));
                return;
            }
        }
        if (handed.feedbackId() != null && appeals.knowsFeedback(handed.feedbackId())) {
            return;
        }
        receiveAppeal.receive(submission(handed, partner));
    }

    private Submission submission(HandedOver handed, @Nullable PartnerNumber partner) {
        var enterprise = handed.usci() == null ? null : new Usci(handed.usci());
        var plain = new Submission(
                handed.kind(),
                handed.source(),
                handed.urgent(),
                enterprise,
                regions.of(handed.regionCode(), enterprise),
                handed.title(),
                handed.text(),
                new About(
                        handed.receiptNumber(),
                        handed.caseNumber(),
                        null,
                        handed.itemCode(),
                        handed.feedbackId(),
                        handed.unit(),
                        null),
                handed.phone() == null ? null : new Submission.Contact(handed.name(), handed.phone()),
                handed.confidential(),
                new OfficerId("by-event-" + handed.source().name().toLowerCase(Locale.ROOT)),
                clock.instant());
        return new Submission(
                plain.kind(),
                plain.blockedClass(),
                plain.source(),
                plain.urgent(),
                plain.enterprise(),
                plain.regionCode(),
                plain.title(),
                plain.text(),
                plain.about(),
                plain.contact(),
                false,
                handed.confidential(),
                partner,
                plain.submittedBy(),
                plain.receivedAt());
    }
}
