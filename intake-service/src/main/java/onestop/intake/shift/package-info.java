/**
 * When which window is open, and who sits there.
 *
 * <p>Shifts stand apart from the legal calendar: a hall that serves on a Saturday does not make it a working day, and
 * what is accepted then counts from the next one. Weekly patterns are expanded some weeks ahead over the days of their
 * kind; single shifts are added, given to somebody else and cancelled. No window and no clerk has two at once. Beside
 * the plan stands what happens: a clerk signs on at a window and off again.
 */
@NullMarked
package onestop.intake.shift;

import org.jspecify.annotations.NullMarked;
