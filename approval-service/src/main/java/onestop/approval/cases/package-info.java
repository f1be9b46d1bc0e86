/**
 * A case: one item for one subject in one department's hands, from its opening to the decision.
 *
 * <p>A case that needs results of other cases waits. Once started it goes through the steps of its type: examination and decision, or
 * the decision alone for what is decided on the spot. It may be suspended on a legal ground, which stops its clocks. It ends granted,
 * refused, withdrawn, or not started because a case it needed was not granted.
 *
 * <p>Locks are always taken in this order, which is why departments never wait for each other in a circle: cases in hand by number,
 * then the counters of their files by receipt number, then waiting cases. A waiting case is written only by a transaction that holds
 * the counters of its file.
 */
@NullMarked
package onestop.approval.cases;

import org.jspecify.annotations.NullMarked;
