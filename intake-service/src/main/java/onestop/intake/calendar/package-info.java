/**
 * The calendar of working days: its yearly notices are kept and published here, every service counts with them.
 */
@NullMarked
package onestop.intake.calendar;

import org.jspecify.annotations.NullMarked;
