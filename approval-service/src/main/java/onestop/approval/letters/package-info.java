/**
 * The letters that tell an applicant what was decided, and what can be done against it.
 *
 * <p>A letter comes into being in the transaction of the act it tells of: its number, its date and what it says are stored then and do not
 * change any more. It is printed when somebody reads it; the same letter gives the same PDF each time.
 */
@NullMarked
package onestop.approval.letters;

import org.jspecify.annotations.NullMarked;
