/**
 * Integrity of the hall (清廉大厅).
 *
 * <p>Each month some finished cases of each unit are drawn and checked by somebody of another unit who had no part in them. The seed is drawn
 * by the service, and it stands with the list in the transparency log before there is any result, so that anybody can draw again: see
 * {@link onestop.approval.integrity.Draw}. A case that was corrected more than once before it was accepted, or that went back a step, is
 * always drawn. A finding is followed up by the unit and closed by the supervision.
 *
 * <p>Ten measures are checked by each unit each month, with evidence. Gifts, charges outside the list and pressure are reported without a
 * name, if so wished, and read by the supervision alone. Conflicts of interest that officers declared are looked through.
 *
 * <p>All of it is in the transparency log; texts are there as digests.
 */
@NullMarked
package onestop.approval.integrity;

import org.jspecify.annotations.NullMarked;
