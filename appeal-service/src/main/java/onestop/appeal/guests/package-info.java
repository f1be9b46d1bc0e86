/**
 * Guests: investors that have no enterprise in the county yet, at symposia and where they are visited.
 *
 * <p>Who they are lies sealed. It is read by whoever wrote it down and by the coordinators, as whom to call about an appeal is.
 */
@NullMarked
package onestop.appeal.guests;

import org.jspecify.annotations.NullMarked;
