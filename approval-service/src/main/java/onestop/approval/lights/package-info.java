/**
 * The lights of electronic supervision (电子监察).
 *
 * <p>A light turns by time: yellow one working day before the promised due date, red on the first working day after it, and a breach,
 * graver than red, on the day after the statutory due date (statutory limits: Administrative Licensing Law, art. 42 to 45). A light
 * turns once for each due date it measures; a date moved by an extension or a suspension is a new one. A case that waits, is suspended
 * or closed turns none.
 *
 * <p>The unit's manager answers a light; the supervision, never the unit itself, may lift it. Both give a reason and nothing is ever
 * deleted. An answered light may still be lifted; a lifted one is not answered.
 */
@NullMarked
package onestop.approval.lights;

import org.jspecify.annotations.NullMarked;
