/**
 * The file an enterprise hands in, from receipt to handing out.
 *
 * <p>One file holds one case per item and subject. Submitted, it waits at most five working days: a clerk accepts it,
 * asks once for everything that is missing, or refuses it; when nothing is said it counts as accepted. Accepted, it is
 * the departments' turn; when they have finished it, the result is handed out. Until a decision is known the applicant
 * may withdraw.
 *
 * <pre>
 *                     accept  (time)  ask for correction  correct  refuse  withdraw  deliver
 * Submitted             yes    yes      once, ever          –        yes     yes        –
 * CorrectionRequested    –      –          –               yes        –      yes        –
 * Accepted               –      –          –                –         –     if none     if finished
 *                                                                           decided
 * Delivered, Refused, Withdrawn: nothing more
 * </pre>
 *
 * <p>Each act is one transition: one new version, one line of history, one event, in one transaction.
 *
 * <p>The package is large because everything in it turns on one aggregate, whose types nobody else is to see.
 */
@NullMarked
package onestop.intake.application;

import org.jspecify.annotations.NullMarked;
