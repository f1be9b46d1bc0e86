package onestop.intake.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import onestop.intake.delivery.ResultBundle.End;
import onestop.intake.numbering.ReceiptNumber;
import org.springframework.stereotype.Component;

/** Where the result of a file is, for its progress. */
@Component
public class DeliveryNews {
    private final ResultBundles bundles;
    private final EarlyResults early;

    DeliveryNews(ResultBundles bundles, EarlyResults early) {
        this.bundles = bundles;
        this.early = early;
    }

    public enum What {
        PARTLY_DELIVERED,
        POST_ARRIVED,
        POST_RETURNED,
        LICENCE_READ,
        DELIVERED_AGAIN
    }

    public record Step(What what, Instant at) {}

    /**
     * What happened before and after the bundle was first handed out.
     *
     * @param waitsAgain whether it came back, or was decided anew, and lies in the hall
     */
    public record Way(List<Step> steps, boolean waitsAgain) {}

    public Way of(ReceiptNumber number) {
        var steps = new ArrayList<Step>();
        early.handedOut(number).forEach(at -> steps.add(new Step(What.PARTLY_DELIVERED, at)));
        var bundle = bundles.find(number).orElse(null);
        if (bundle == null) {
            return new Way(steps, false);
        }
        for (var handing : bundle.handingsOut()) {
            if (handing.number() > 1) {
                steps.add(new Step(What.DELIVERED_AGAIN, handing.at()));
            }
            if (handing.endedAt() != null && handing.endedWith() != null) {
                steps.add(new Step(what(handing.endedWith()), handing.endedAt()));
            }
        }
        return new Way(steps, bundle.waitsAgain());
    }

    private static What what(End end) {
        return switch (end) {
            case ARRIVED -> What.POST_ARRIVED;
            case RETURNED -> What.POST_RETURNED;
            case READ -> What.LICENCE_READ;
        };
    }
}
