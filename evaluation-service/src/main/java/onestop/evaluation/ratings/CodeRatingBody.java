package onestop.evaluation.ratings;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Level;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** A rating of the service that its code or its invitation names, or what is said after the rectification. */
record CodeRatingBody(
        @NotNull Level level,
        @Nullable @Size(max = Opinion.MOST_LABELS) List<@NotNull String> labels,

        @Nullable String text,

        @Nullable Map<@NotNull Dimension, @NotNull Level> dimensions,

        @NotNull Channel channel,
        @Nullable Boolean anonymous,

        @Nullable @Size(max = 100) String contact) {

    /** @throws InvalidFieldException naming the field that does not hold */
    GiveRating.Command command(Labels known) {
        if (!channel.active()) {
            throw new InvalidFieldException("channel", "channel-not-for-raters", channel.name());
        }
        return new GiveRating.Command(
                Opinion.of(level, labels, text, known::find),
                ofTheChannel(),
                channel,
                Boolean.TRUE.equals(anonymous),
                contact == null || contact.isBlank() ? null : contact.strip());
    }

    private Map<Dimension, Level> ofTheChannel() {
        var all = new EnumMap<Dimension, Level>(Dimension.class);
        if (dimensions != null) {
            dimensions.forEach((dimension, rated) -> {
                if (!dimension.on(channel)) {
                    throw new InvalidFieldException(
                            "dimensions." + dimension, "dimension-of-the-other-set", channel.name());
                }
                all.put(dimension, rated);
            });
        }
        return all;
    }
}
