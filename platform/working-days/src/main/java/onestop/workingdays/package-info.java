/**
 * Working-day arithmetic for statutory time limits.
 *
 * <p>Weekends are free, except where the yearly notice turns a weekend day into a working day; the days named off by the notice are free as
 * well. A limit of n working days that starts on a day ends with the n-th working day after it: the start day itself does not count. Days on
 * which the clock stands still do not count either. Beyond the last published year only weekends are known, and every answer says so.
 *
 * <p>Everything but {@link onestop.workingdays.Calendars} is immutable, and no calculation runs longer than its stated limits allow.
 */
@NullMarked
package onestop.workingdays;

import org.jspecify.annotations.NullMarked;
