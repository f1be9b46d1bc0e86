/**
 * Putting right what a bad rating complains of.
 *
 * <p>An order is dispatched, with the rating and in its transaction, to the unit that gave the service; an open feedback
 * and a finding of a review open one as well. The unit contacts the rater within 1 working day, says what it found, and
 * rectifies within 5; within 15 if it has declared the matter complex, with a reason, while the 5 were still running. A
 * supervisor calls the rater back: three attempts at most, at different times. A rater who is not satisfied reopens the
 * order once, with fresh clocks; a failed check and a supervisor's reason reopen it, too, up to three rounds. An order of a
 * rating given under a name is never closed without a call-back, and its rater is asked once more afterwards.
 *
 * <p>The unit objects, once and within 2 working days, when the order should be another unit's, or should not be: another
 * unit decides, and the clocks run on meanwhile.
 *
 * <pre>
 * DISPATCHED ─ contact ─▶ CONTACTED ─ confirm ─▶ CONFIRMED ─ rectify ─▶ RECTIFIED ─ call back ─▶ CALLED_BACK ─ close ─▶ CLOSED
 *                            ▲                       │                   ▲   │ │                                        ▲
 *                            │                       └─ complex ─▶ RECTIFYING  │ └─ close (anonymous only) ──────────────┘
 *                            └──────── contact ─ REOPENED ◀─ not satisfied, failed check, a supervisor's reason
 *
 * DISPATCHED, CONTACTED ─ object ─▶ OBJECTED ─ rejected ─▶ back; wrong unit ─▶ DISPATCHED elsewhere; upheld ─▶ INVALIDATED
 * </pre>
 *
 * The order carries its own copy of what the rating says, but never who said it.
 */
@NullMarked
package onestop.evaluation.rectification;

import org.jspecify.annotations.NullMarked;
