package onestop.evaluation.partners;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.HallWindows.Place;
import onestop.evaluation.invitations.ServiceNumber;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Source;
import onestop.events.SharedTexts;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/**
 * A rating from elsewhere that holds. Its labels belong to its level; they may be of an older set, since it may have been
 * given when that one was in use.
 *
 * @param service what was rated, if the source knows our number of it
 * @param contact how the rater wants to be called back; sealed when it is stored
 * @param followUp whether it is what the rater said once more; its number is the first one's with a mark
 * @param effective false for what was found invalid: it is kept and never counts
 * @param dimensions what was rated beside the whole, of the set of the channel
 */
record PartnerRating(
        Source source,
        String number,
        String unit,
        String item,
        @Nullable String window,
        @Nullable String officer,
        @Nullable String town,
        @Nullable RegionLevel regionLevel,
        Level level,
        List<String> labels,
        @Nullable String text,
        Channel channel,
        boolean anonymous,
        Instant ratedAt,
        LocalDate ratedOn,
        @Nullable ServiceNumber service,
        @Nullable String contact,
        boolean followUp,
        boolean effective,
        Map<Dimension, Level> dimensions) {

    /** No number of a source contains it. */
    private static final String FOLLOW_UP = "#2";

    private static final int MOST_LABELS = 8;
    private static final int LONGEST_TEXT = 150;
    private static final Map<String, Channel> CHANNELS = Fields.byName(Channel.values());
    private static final Map<String, Dimension> DIMENSIONS = Fields.byName(Dimension.values());
    private static final SharedTexts CODES = new SharedTexts();

    /**
     * Checks what was sent.
     *
     * @throws InvalidFieldException naming the first field that does not hold
     */
    static PartnerRating of(SentRating sent, Labels known, Instant now) {
        var level = Fields.word("level", sent.level(), Fields.LEVELS);
        var ratedAt = Fields.past("ratedAt", sent.ratedAt(), now);
        var labels = labels(sent.labels(), level, known);
        var text = Fields.text(sent.text(), LONGEST_TEXT);
        if (level.bad() && labels.isEmpty() && text == null) {
            throw new InvalidFieldException("labels", "bad-rating-says-why");
        }
        var channel = Fields.word("channel", sent.channel(), CHANNELS);
        boolean followUp = Boolean.TRUE.equals(sent.followUp());
        var number = Fields.code("number", sent.number(), Fields.LONGEST_NUMBER);
        return new PartnerRating(
                Fields.word("source", sent.source(), Fields.SOURCES),
                followUp ? number + FOLLOW_UP : number,
                CODES.same(Fields.unit(sent.unit())),
                CODES.same(Fields.code("item", sent.item(), Fields.LONGEST_CODE)),
                shared(Fields.codeOrNull("window", sent.window())),
                shared(Fields.codeOrNull("officer", sent.officer())),
                shared(Fields.townOrNull(sent.town())),
                Fields.wordOrNull("regionLevel", sent.regionLevel(), Fields.REGION_LEVELS),
                level,
                labels,
                text,
                channel,
                !Boolean.FALSE.equals(sent.anonymous()),
                ratedAt,
                CountyTime.dayOf(ratedAt),
                service(sent.receiptNumber(), sent.serviceNumber()),
                Fields.contact(sent.contact()),
                followUp,
                !Boolean.FALSE.equals(sent.effective()),
                dimensions(sent.dimensions(), channel));
    }

    private static Map<Dimension, Level> dimensions(@Nullable Map<String, @Nullable String> sent, Channel channel) {
        if (sent == null || sent.isEmpty()) {
            return Map.of();
        }
        var all = new EnumMap<Dimension, Level>(Dimension.class);
        sent.forEach((name, level) -> {
            var dimension = Fields.word("dimensions", name, DIMENSIONS);
            if (!dimension.on(channel)) {
                throw new InvalidFieldException(
                        "dimensions." + dimension, "dimension-of-the-other-set", channel.name());
            }
            all.put(dimension, Fields.word("dimensions." + dimension, level, Fields.LEVELS));
        });
        return all;
    }

    private static @Nullable ServiceNumber service(@Nullable String receiptNumber, @Nullable Integer serviceNumber) {
        if (receiptNumber == null && serviceNumber == null) {
            return null;
        }
        var receipt = Fields.code("receiptNumber", receiptNumber, Fields.LONGEST_NUMBER);
        if (serviceNumber == null) {
            throw new InvalidFieldException("serviceNumber", "required");
        }
        if (serviceNumber < 1 || serviceNumber > ServiceNumber.LAST) {
            throw new InvalidFieldException("serviceNumber", "number-between", 1, ServiceNumber.LAST);
        }
        return new ServiceNumber(receipt, serviceNumber);
    }

    private static @Nullable String shared(@Nullable String code) {
        return code == null ? null : CODES.same(code);
    }

    /** Whether it does not say where it was given. */
    boolean nowhere() {
        return town == null && regionLevel == null;
    }

    /** The same, given there. */
    PartnerRating at(Place place) {
        return new PartnerRating(
                source,
                number,
                unit,
                item,
                window,
                officer,
                place.town(),
                place.level(),
                level,
                labels,
                text,
                channel,
                anonymous,
                ratedAt,
                ratedOn,
                service,
                contact,
                followUp,
                effective,
                dimensions);
    }

    /** The source's own number of what was rated. */
    String sourceNumber() {
        return followUp ? number.substring(0, number.length() - FOLLOW_UP.length()) : number;
    }

    /** What makes it one rating, however often it comes. */
    Key key() {
        return new Key(source, number);
    }

    /** As its sender wrote it. */
    SentRating sent() {
        var beside = new HashMap<String, @Nullable String>();
        dimensions.forEach((dimension, said) -> beside.put(dimension.name(), said.name()));
        return new SentRating(
                source.name(),
                sourceNumber(),
                unit,
                item,
                window,
                officer,
                town,
                regionLevel == null ? null : regionLevel.name(),
                level.name(),
                new ArrayList<@Nullable String>(labels),
                text,
                channel.name(),
                anonymous,
                ratedAt.toString(),
                service == null ? null : service.receiptNumber(),
                service == null ? null : service.serviceNumber(),
                contact,
                followUp,
                effective,
                beside);
    }

    @Override
    public String toString() {
        return "PartnerRating " + key();
    }

    record Key(Source source, String number) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySource = source.compareTo(other.source);
            return bySource == 0 ? number.compareTo(other.number) : bySource;
        }
    }

    boolean sameAs(PartnerRating other) {
        return source == other.source && number.equals(other.number);
    }

    private static List<String> labels(@Nullable List<@Nullable String> sent, Level level, Labels known) {
        if (sent == null || sent.isEmpty()) {
            return List.of();
        }
        if (sent.size() > MOST_LABELS) {
            throw new InvalidFieldException("labels", "too-many-labels", MOST_LABELS);
        }
        for (int i = 0; i < sent.size(); i++) {
            var code = Fields.required("labels[" + i + "]", sent.get(i));
            var label = known.find(code).orElse(null);
            if (label == null) {
                throw new InvalidFieldException("labels[" + i + "]", "unknown-label", code);
            }
            if (label.level() != level) {
                throw new InvalidFieldException(
                        "labels[" + i + "]",
                        "label-of-another-level",
                        code,
                        label.level().name());
            }
        }
        return sent.stream()
                .map(code -> CODES.same(String.valueOf(code)))
                .distinct()
                .toList();
    }
}
