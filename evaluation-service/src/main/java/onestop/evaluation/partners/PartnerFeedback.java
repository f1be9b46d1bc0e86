package onestop.evaluation.partners;

import java.time.Instant;
import java.util.Map;
import onestop.evaluation.partners.PartnerRating.Key;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Source;
import onestop.evaluation.scale.Target;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/**
 * An open feedback from elsewhere that holds.
 *
 * @param complaint the sender says so; the text may make it one all the same
 * @param contact how the writer wants to be called back; sealed when it is stored
 */
record PartnerFeedback(
        Source source,
        String number,
        Target target,
        String targetCode,
        String unit,
        @Nullable String town,
        @Nullable RegionLevel regionLevel,
        Level level,
        @Nullable String text,
        boolean complaint,
        boolean anonymous,
        @Nullable String contact,
        Instant writtenAt) {

    private static final int LONGEST_TEXT = 500;
    private static final Map<String, Target> TARGETS = Fields.byName(Target.values());

    /** Checks what was sent; throws {@link InvalidFieldException} naming the first field that does not hold. */
    static PartnerFeedback of(SentFeedback sent, Instant now) {
        var contact = Fields.contact(sent.contact());
        boolean anonymous = sent.anonymous() == null ? contact == null : sent.anonymous();
        if (anonymous && contact != null) {
            throw new InvalidFieldException("contact", "no-contact-when-anonymous");
        }
        return new PartnerFeedback(
                Fields.word("source", sent.source(), Fields.SOURCES),
                Fields.code("number", sent.number(), Fields.LONGEST_NUMBER),
                Fields.word("target", sent.target(), TARGETS),
                Fields.code("targetCode", sent.targetCode(), Fields.LONGEST_CODE),
                Fields.unit(sent.unit()),
                Fields.townOrNull(sent.town()),
                Fields.wordOrNull("regionLevel", sent.regionLevel(), Fields.REGION_LEVELS),
                Fields.word("level", sent.level(), Fields.LEVELS),
                Fields.text(sent.text(), LONGEST_TEXT),
                Boolean.TRUE.equals(sent.complaint()),
                anonymous,
                contact,
                Fields.past("writtenAt", sent.writtenAt(), now));
    }

    /** The item that it is about; null when it is about something else. */
    @Nullable
    String item() {
        return target == Target.ITEM ? targetCode : null;
    }

    Key key() {
        return new Key(source, number);
    }
}
