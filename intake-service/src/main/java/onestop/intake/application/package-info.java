/**
 * The file an enterprise hands in, from receipt to handing out.
 *
 * <p>One file holds one case per item and subject. Submitted, it waits at most five working days: a clerk may look at it
 * beforehand if it came online, and accepts it, with or without materials that follow later, asks once for everything
 * that is missing, or refuses it; when nothing is said it counts as accepted. A correction has a period, after which the
 * file lapses. Accepted, it is the departments' turn; what was to follow has a day, after which handling is terminated.
 * When they have finished and everything is there, the result is handed out. Until a decision is known the applicant may
 * withdraw.
 *
 * <pre>
 *                      review  accept  (time)    ask  ask again  correct  supply  refuse  withdraw  deliver
 * Submitted             if      yes    accepted  new  old, with     –       –      yes      yes        –
 *                     online                          a reason
 * PreReviewed            –      yes    accepted  new  the same      –       –       –       yes        –
 * CorrectionRequested    –       –     lapsed     –      –         yes      –       –       yes        –
 * Accepted               –       –       –        –      –          –       –       –     if none   if finished
 *                                                                                         decided
 * AcceptedDeferred       –       –   terminated   –      –          –      yes      –     as above      –
 * Delivered, Refused, Withdrawn, Terminated, Lapsed: nothing more
 * </pre>
 *
 * <p>"New" is what nobody could have seen at the notice before: anything at the first one, and afterwards only what came
 * with the correction. A time limit is kept under the file's lock, so that whoever comes at the last moment either was in
 * time or is told that it is over.
 *
 * <p>Each act is one transition: one new version, one line of history, one event, in one transaction.
 *
 * <p>The package is large because everything in it turns on one aggregate, whose types nobody else is to see.
 */
@NullMarked
package onestop.intake.application;

import org.jspecify.annotations.NullMarked;
