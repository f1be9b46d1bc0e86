package onestop.evaluation.partners;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Source;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/**
 * A rating from elsewhere that holds. Its labels belong to its level; they may be of an older set, since it may have been
 * given when that one was in use.
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
        LocalDate ratedOn) {

    /** Before the State Council asked for ratings (国办发〔2019〕51号) there were none. */
    private static final Instant EARLIEST = Instant.parse("2019-12-02T16:00:00Z");

    private static final Pattern UNIT = Pattern.compile("[A-Z0-9]{1,20}");
    private static final int MOST_LABELS = 8;
    private static final int LONGEST_TEXT = 150;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_CODE = 40;
    private static final Map<String, Source> SOURCES = byName(Source.values());
    private static final Map<String, Level> LEVELS = byName(Level.values());
    private static final Map<String, Channel> CHANNELS = byName(Channel.values());
    private static final Map<String, RegionLevel> REGION_LEVELS = byName(RegionLevel.values());

    /**
     * Checks what was sent.
     *
     * @throws InvalidFieldException naming the first field that does not hold
     */
    static PartnerRating of(SentRating sent, Labels known, Instant now) {
        var level = word("level", sent.level(), LEVELS);
        var ratedAt = time("ratedAt", sent.ratedAt());
        if (ratedAt.isAfter(now)) {
            throw new InvalidFieldException("ratedAt", "not-in-the-future");
        }
        if (ratedAt.isBefore(EARLIEST)) {
            throw new InvalidFieldException("ratedAt", "not-before", CountyTime.dayOf(EARLIEST));
        }
        var labels = labels(sent.labels(), level, known);
        var text = text(sent.text());
        if (level.bad() && labels.isEmpty() && text == null) {
            throw new InvalidFieldException("labels", "bad-rating-says-why");
        }
        return new PartnerRating(
                word("source", sent.source(), SOURCES),
                code("number", required("number", sent.number()), LONGEST_NUMBER),
                unit(required("unit", sent.unit())),
                code("item", required("item", sent.item()), LONGEST_CODE),
                optionalCode("window", sent.window()),
                optionalCode("officer", sent.officer()),
                optionalCode("town", sent.town()),
                sent.regionLevel() == null ? null : word("regionLevel", sent.regionLevel(), REGION_LEVELS),
                level,
                labels,
                text,
                word("channel", sent.channel(), CHANNELS),
                !Boolean.FALSE.equals(sent.anonymous()),
                ratedAt,
                CountyTime.dayOf(ratedAt));
    }

    /** What makes it one rating, however often it comes. */
    Key key() {
        return new Key(source, number);
    }

    record Key(Source source, String number) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySource = source.compareTo(other.source);
            return bySource == 0 ? number.compareTo(other.number) : bySource;
        }
    }

    private static List<String> labels(@Nullable List<@Nullable String> sent, Level level, Labels known) {
        if (sent == null || sent.isEmpty()) {
            return List.of();
        }
        if (sent.size() > MOST_LABELS) {
            throw new InvalidFieldException("labels", "too-many-labels", MOST_LABELS);
        }
        for (int i = 0; i < sent.size(); i++) {
            var code = required("labels[" + i + "]", sent.get(i));
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
        return sent.stream().map(String::valueOf).distinct().toList();
    }

    private static @Nullable String text(@Nullable String sent) {
        if (sent == null || sent.isBlank()) {
            return null;
        }
        var text = sent.strip();
        if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw new InvalidFieldException("text", "text-too-long", LONGEST_TEXT);
        }
        if (text.indexOf('\0') >= 0) {
            throw new InvalidFieldException("text", "character");
        }
        return text;
    }

    private static Instant time(String field, @Nullable String sent) {
        try {
            return OffsetDateTime.parse(required(field, sent)).toInstant();
        } catch (DateTimeException _) {
            throw new InvalidFieldException(field, "time");
        }
    }

    private static <E extends Enum<E>> E word(String field, @Nullable String sent, Map<String, E> known) {
        var value = known.get(required(field, sent));
        if (value == null) {
            throw new InvalidFieldException(
                    field,
                    "one-of",
                    known.values().stream().sorted().map(Enum::name).toList());
        }
        return value;
    }

    private static String unit(String sent) {
        if (!UNIT.matcher(sent).matches()) {
            throw new InvalidFieldException("unit", "unit-form");
        }
        return sent;
    }

    private static @Nullable String optionalCode(String field, @Nullable String sent) {
        return sent == null || sent.isEmpty() ? null : code(field, sent, LONGEST_CODE);
    }

    /** Letters of any script, digits and {@code - _ . : /}: what codes are made of, and nothing a query could trip over. */
    private static String code(String field, String sent, int longest) {
        if (sent.length() > longest) {
            throw new InvalidFieldException(field, "code-form", longest);
        }
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || "-_.:/".indexOf(c) >= 0)
                    && (c < 0x80 || !Character.isLetter(c))) {
                throw new InvalidFieldException(field, "code-form", longest);
            }
        }
        return sent;
    }

    private static String required(String field, @Nullable String sent) {
        if (sent == null || sent.isEmpty()) {
            throw new InvalidFieldException(field, "required");
        }
        return sent;
    }

    private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));
    }
}
