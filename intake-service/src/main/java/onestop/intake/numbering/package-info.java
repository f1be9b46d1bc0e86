/**
 * Numbers that people read: receipt numbers of files and numbers of cases.
 *
 * <p>{@code 371327} + year, month and day + a serial of the day with five digits or more; files of several items carry
 * {@code LB} after the region. Unique over replicas and restarts, with gaps.
 */
@NullMarked
package onestop.intake.numbering;

import org.jspecify.annotations.NullMarked;
