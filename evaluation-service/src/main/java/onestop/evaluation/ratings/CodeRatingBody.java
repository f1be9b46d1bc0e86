package onestop.evaluation.ratings;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Level;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** A rating of the service that its code or its invitation names. */
record CodeRatingBody(
        @NotNull Level level,
        @Nullable @Size(max = Opinion.MOST_LABELS) List<@NotNull String> labels,

        @Nullable String text,

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
                channel,
                Boolean.TRUE.equals(anonymous),
                contact == null || contact.isBlank() ? null : contact.strip());
    }
}
