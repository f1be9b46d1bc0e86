/**
 * The back office of all departments.
 *
 * <p>An accepted application arrives as an event and becomes one case per item and subject. Officers examine and decide the cases
 * of their own unit, alone or many at once, while two clocks run. The cases of one file share nothing but a row of counters, so
 * departments never stand in each other's way; whoever brings the last open case to zero finishes the file. What happened leaves as
 * events, committed together with the change.
 */
@NullMarked
package onestop.approval;

import org.jspecify.annotations.NullMarked;
