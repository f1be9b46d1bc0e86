/**
 * The two clocks of a case, promised and statutory, in the working days of the calendar that intake-service publishes.
 *
 * <p>Both begin on the working day after the case starts and stand still during a suspension. An item promised for the same day
 * (0 days) is due when that working day ends.
 */
@NullMarked
package onestop.approval.clocks;

import org.jspecify.annotations.NullMarked;
