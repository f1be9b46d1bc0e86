package onestop.evaluation.suspicion;

import java.time.Instant;
import java.util.List;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;

/**
 * A rating about to be stored.
 *
 * @param byCode whether it is given with the code of the invitation, for which its address has been looked at
 */
public record Given(
        InvitationId invitation,
        Instant servedAt,
        String unit,
        Level level,
        List<String> labels,
        @Nullable String text,
        Channel channel,
        Device device,
        boolean byCode) {

    /** Whether there is more than a level, which many give alike in all honesty. */
    boolean inWords() {
        return inWords(labels, text);
    }

    static boolean inWords(List<String> labels, @Nullable String text) {
        return !labels.isEmpty() || text != null;
    }

    /** What was said of whom, as one text. */
    String said() {
        return said(unit, level, labels, text);
    }

    static String said(String unit, Level level, List<String> labels, @Nullable String text) {
        return unit + "|" + level + "|"
                + String.join(",", labels.stream().sorted().toList()) + "|" + (text == null ? "" : text);
    }
}
