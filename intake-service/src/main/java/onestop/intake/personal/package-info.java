/**
 * Citizen numbers and telephone numbers: sealed before they are stored, masked before they are shown.
 *
 * <p>A feature that must keep one stores what {@link onestop.intake.personal.PersonalData#seal} gives. Where rows are
 * looked up by it, a fingerprint stands in a column beside it: the same text always has the same one, and without the
 * key nobody can try numbers until one fits. Events, logs and public views hold neither.
 *
 * <p>Keys come from outside. The first one seals, all of them open, so a new key is put in front of the old ones and
 * {@link onestop.intake.personal.Reseal} moves the rows to it, after which the old ones may go. The fingerprint key never changes; the service does not start with another
 * one than its rows were made with.
 */
@NullMarked
package onestop.intake.personal;

import org.jspecify.annotations.NullMarked;
