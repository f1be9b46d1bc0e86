/**
 * Figures of what was finished: on time or not, how long it took, where the time went, and what had to be done twice.
 *
 * <p>What finishes a case notes it in its own transaction; it is counted with the times of its steps as the history has them; lights are noted by a trigger
 * where they are entered, and a correction notice told late is added to the cases it concerns. Nothing of this is a row that two acts
 * share: what is noted is added up by day and by month a moment later, and figures read both, so they are exact at any time.
 *
 * <p>A case counts on the day of its decision, with all its time: in no period are there days without their case. Cases that ended without
 * one are shown apart. Once an appeal opens a case again, nothing of it counts until it is decided anew, and then what was done and
 * waited since. The same acts leave the service as an object-centric event log.
 */
@NullMarked
package onestop.approval.figures;

import org.jspecify.annotations.NullMarked;
