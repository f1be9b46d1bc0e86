/**
 * Time limits of appeals. A {@link onestop.appeal.clocks.TimeProfile} is data: which clock runs how long for which kind of
 * appeal. A {@link onestop.appeal.clocks.Timetable} is a profile on a calendar of working days; it says when something is due
 * and why. An appeal keeps the profile it started with; profiles never change, a new rule is a new profile.
 *
 * <p>Days are days in Shanghai. The day something starts on is not counted, whatever the hour; the last day counts to its end.
 * Service minutes run only while the offices are open on working days.
 */
@NullMarked
package onestop.appeal.clocks;

import org.jspecify.annotations.NullMarked;
