package onestop.appeal.appeals;

import onestop.appeal.recusal.Part;
import onestop.appeal.units.UnitKey;
import org.jspecify.annotations.Nullable;

/**
 * Who gives a command.
 *
 * @param unit whom they act for; the coordinator acts for none
 * @param part what they had to do with the file that the appeal is about
 * @param leader whether they belong to the leading group
 */
record Handler(
        OfficerId officer, @Nullable UnitKey unit, @Nullable Part part, boolean leader) {
    Handler(OfficerId officer, @Nullable UnitKey unit, @Nullable Part part) {
        this(officer, unit, part, false);
    }

    /** Whose appeal it is speaks for themselves, whatever they had to do with the file. */
    Handler forThemselves() {
        return new Handler(officer, unit, null, leader);
    }
}
