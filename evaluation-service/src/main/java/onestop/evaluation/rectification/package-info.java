/**
 * Putting right what a bad rating complains of.
 *
 * <p>An order is dispatched, with the rating and in its transaction, to the unit that gave the service. The unit contacts
 * the rater within 1 working day, confirms the facts, and rectifies within 5; within 15 if it has declared the matter
 * complex, with a reason, while the 5 were still running. A supervisor calls the rater back: three attempts at most. A
 * rater who is not satisfied reopens the order once, with fresh clocks. An order of a rating given under a name is never
 * closed without a call-back.
 *
 * <pre>
 * DISPATCHED ─ contact ─▶ CONTACTED ─ confirm ─▶ CONFIRMED ─ rectify ─▶ RECTIFIED ─ call back ─▶ CALLED_BACK ─ close ─▶ CLOSED
 *                            ▲                       │                   ▲   │ │                                        ▲
 *                            │                       └─ complex ─▶ RECTIFYING  │ └─ close (anonymous only) ──────────────┘
 *                            └──────── contact ─ REOPENED ◀─ not satisfied, first round
 * </pre>
 *
 * The order carries its own copy of what the rating says, but never who said it.
 */
@NullMarked
package onestop.evaluation.rectification;

import org.jspecify.annotations.NullMarked;
