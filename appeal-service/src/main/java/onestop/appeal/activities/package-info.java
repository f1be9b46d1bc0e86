/**
 * Activities of the five kinds (五为行动) with what they led to, and the record of services done for enterprises and key projects.
 * Both name units, enterprises and projects; about persons nothing is kept but who recorded it.
 */
@NullMarked
package onestop.appeal.activities;

import org.jspecify.annotations.NullMarked;
