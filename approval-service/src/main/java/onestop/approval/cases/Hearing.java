package onestop.approval.cases;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.List;
import onestop.approval.cases.MovedLimit.What;
import org.jspecify.annotations.Nullable;

/**
 * A hearing (听证) and its three limits in working days (行政许可法 art. 46 to 48, 82): it is asked for within {@value #ASKED_WITHIN} after
 * the applicant was told of the right, held within {@value #HELD_WITHIN} after it was asked for, and told {@value #TOLD_BEFORE} before. Once
 * no day is left that keeps both, it is held late rather than told late or not at all.
 *
 * @param toldOn when the applicant was told of the right
 * @param askUntilOn the last day on which it can be asked for
 * @param askedOn null until it is asked for
 * @param holdUntilOn the last day on which it can be held; null until it is asked for
 * @param plannedOn null until the day was told
 * @param chair who leads it: nobody who examined the case
 * @param heldOn null until it was held
 * @param waivedOn when the applicant declared that there need be none
 */
record Hearing(
        LocalDate toldOn,
        LocalDate askUntilOn,
        @Nullable LocalDate askedOn,
        @Nullable LocalDate holdUntilOn,
        @Nullable LocalDate plannedOn,
        @Nullable String place,
        @Nullable String chair,
        @Nullable LocalDate heldOn,
        @Nullable LocalDate waivedOn) {
    static final int ASKED_WITHIN = 5;
    static final int HELD_WITHIN = 20;
    static final int TOLD_BEFORE = 7;

    static Hearing told(LocalDate on, LocalDate askUntilOn) {
        return new Hearing(on, askUntilOn, null, null, null, null, null, null, null);
    }

    Hearing asked(LocalDate on, LocalDate until) {
        return new Hearing(toldOn, askUntilOn, on, until, null, null, null, null, null);
    }

    Hearing planned(LocalDate on, String where, String chairedBy) {
        return new Hearing(toldOn, askUntilOn, askedOn, holdUntilOn, on, where, chairedBy, null, null);
    }

    Hearing held(LocalDate on) {
        return new Hearing(toldOn, askUntilOn, askedOn, holdUntilOn, plannedOn, place, chair, on, null);
    }

    Hearing waived(LocalDate on) {
        return new Hearing(toldOn, askUntilOn, askedOn, holdUntilOn, plannedOn, place, chair, null, on);
    }

    /** Its limits by the calendar in force; {@code moved} takes those that have moved. */
    Hearing recounted(Moment now, List<MovedLimit> moved) {
        if (heldOn != null || waivedOn != null) {
            return this;
        }
        var askUntil = now.inWorkingDays(toldOn, ASKED_WITHIN);
        if (!askUntil.equals(askUntilOn)) {
            moved.add(new MovedLimit(What.HEARING_ASKED, null, askUntilOn, askUntil));
        }
        var holdUntil = askedOn == null ? null : now.inWorkingDays(askedOn, HELD_WITHIN);
        if (holdUntil != null && holdUntilOn != null && !holdUntil.equals(holdUntilOn)) {
            moved.add(new MovedLimit(What.HEARING_HELD, null, holdUntilOn, holdUntil));
        }
        return new Hearing(toldOn, askUntil, askedOn, holdUntil, plannedOn, place, chair, null, null);
    }

    /** Whether nothing more comes of it: it was held or waived, or nobody asked for it in time. */
    @JsonIgnore
    boolean isOver(LocalDate today) {
        return heldOn != null || waivedOn != null || askedOn == null && today.isAfter(askUntilOn);
    }

    @JsonIgnore
    boolean isHeld() {
        return heldOn != null;
    }

    /** The limit that it has to keep next, also when that is over; null when it was held or waived. */
    @JsonIgnore
    @Nullable
    LocalDate limit() {
        if (heldOn != null || waivedOn != null) {
            return null;
        }
        return askedOn == null ? askUntilOn : holdUntilOn;
    }

    /** The limit that runs now; null when none does. */
    @JsonIgnore
    @Nullable
    LocalDate dueOn(LocalDate today) {
        return isOver(today) ? null : limit();
    }
}
