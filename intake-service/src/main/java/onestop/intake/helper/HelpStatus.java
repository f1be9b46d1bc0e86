package onestop.intake.helper;

import java.util.EnumSet;
import java.util.Set;
import onestop.intake.helper.HelpState.Accepted;
import onestop.intake.helper.HelpState.Archived;
import onestop.intake.helper.HelpState.Delivered;
import onestop.intake.helper.HelpState.Ended;
import onestop.intake.helper.HelpState.Entrusted;
import onestop.intake.helper.HelpState.FollowedUp;
import onestop.intake.helper.HelpState.HandedBack;
import onestop.intake.helper.HelpState.Handled;
import onestop.intake.helper.HelpState.Reported;
import onestop.intake.helper.HelpState.Suspended;
import onestop.intake.helper.HelpState.Waiting;
import org.jspecify.annotations.Nullable;

/** The state as a word. */
enum HelpStatus {
    WAITING,
    ENTRUSTED,
    ACCEPTED,
    HANDLED,
    DELIVERED,
    ARCHIVED,
    REPORTED,
    FOLLOWED_UP,
    SUSPENDED,
    HANDED_BACK,
    ENDED;

    static final Set<HelpStatus> OVER = EnumSet.of(FOLLOWED_UP, HANDED_BACK, ENDED);

    static HelpStatus of(HelpState state) {
        return switch (state) {
            case Waiting _ -> WAITING;
            case Entrusted _ -> ENTRUSTED;
            case Accepted _ -> ACCEPTED;
            case Handled _ -> HANDLED;
            case Delivered _ -> DELIVERED;
            case Archived _ -> ARCHIVED;
            case Reported _ -> REPORTED;
            case FollowedUp _ -> FOLLOWED_UP;
            case Suspended _ -> SUSPENDED;
            case HandedBack _ -> HANDED_BACK;
            case Ended _ -> ENDED;
        };
    }

    /** In whose hands a request is or was last; null when in nobody's. */
    static @Nullable String helperOf(HelpState state) {
        return switch (state) {
            case Waiting _ -> null;
            case HandedBack(var helper, var _) -> helper;
            case Ended(var helper, var _) -> helper;
            case Entrusted(var helper) -> helper;
            case HelpState.AtWork work -> work.helper();
            case Suspended(var before, var _) -> before.helper();
            case Delivered(var helper) -> helper;
            case Archived(var helper) -> helper;
            case Reported(var helper) -> helper;
            case FollowedUp(var helper, var _) -> helper;
        };
    }
}
