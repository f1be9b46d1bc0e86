/**
 * What the public is shown: licences and penalties, within seven working days of the decision, as an open feed without personal data.
 *
 * <p>Registers offer what has changed; a publisher gives each change the next position, one publisher at a time, so that positions appear
 * in their order and whoever goes on after the last position read misses nothing. A manager can hold an entry back, with a reason; what is
 * late for that, or for any other cause, is on the list of the supervision.
 */
@NullMarked
package onestop.approval.publication;

import org.jspecify.annotations.NullMarked;
