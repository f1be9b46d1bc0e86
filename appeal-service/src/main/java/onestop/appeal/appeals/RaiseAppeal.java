package onestop.appeal.appeals;

import java.time.InstantSource;
import java.util.UUID;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How other features of this service raise an appeal: it is received as every other, in their transaction. */
@Service
public class RaiseAppeal {
    /** The shape of a receipt number, a case number and other names that an appeal may carry. */
    public static final String IDENTIFIER = "[0-9A-Za-z-]{1,64}";

    /** A telephone, mobile or fixed with its area. */
    public static final String PHONE = "1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}";

    private final ReceiveAppeal receiveAppeal;
    private final InstantSource clock;
    private final Regions regions;

    RaiseAppeal(ReceiveAppeal receiveAppeal, InstantSource clock, Regions regions) {
        this.receiveAppeal = receiveAppeal;
        this.clock = clock;
        this.regions = regions;
    }

    /**
     * What is to be raised.
     *
     * @param title at most 100 characters, text at most 4000
     * @param receiptNumber the file that it concerns, in the shape of {@link #IDENTIFIER}, as {@code caseNumber}: who worked on it may
     *     not handle the appeal
     * @param itemCode the item that it is about, in the same shape
     * @param unit the unit it is about
     * @param by who raises it: an officer, or the applicant in person
     * @param contactName whom to call, if there is a {@code phone}; both are personal
     * @param confidential whether the unit may learn nothing that points to who raised it
     */
    public record Matter(
            AppealSource source,
            AppealKind kind,
            @Nullable String usci,
            String title,
            String text,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String itemCode,
            @Nullable String unit,
            @Nullable String contactName,
            @Nullable String phone,
            boolean confidential,
            String by) {}

    /** The appeal as people name it. */
    public record Raised(UUID id, String number) {}

    /** It belongs to the region in which the enterprise is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Raised raise(Matter matter) {
        var enterprise = matter.usci() == null ? null : new Usci(matter.usci());
        var received = receiveAppeal.receive(new Submission(
                matter.kind(),
                matter.source(),
                false,
                enterprise,
                regions.of(null, enterprise),
                matter.title(),
                matter.text(),
                new About(
                        matter.receiptNumber(),
                        matter.caseNumber(),
                        null,
                        matter.itemCode(),
                        null,
                        matter.unit(),
                        null),
                matter.phone() == null ? null : new Submission.Contact(matter.contactName(), matter.phone()),
                matter.confidential(),
                new OfficerId(matter.by()),
                clock.instant()));
        return new Raised(received.id().value(), received.number().value());
    }
}
