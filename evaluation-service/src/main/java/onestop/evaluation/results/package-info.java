/**
 * What became of bad ratings, for everybody.
 *
 * <p>A bad rating that counts is shown once its order is closed: level, labels, the days of the steps and how the call-back
 * ended. Nobody is named: no rater, no officer, no file. Words, of the unit or of the rater, are shown only as a supervisor
 * who is not concerned has written them for the public.
 */
@NullMarked
package onestop.evaluation.results;

import org.jspecify.annotations.NullMarked;
