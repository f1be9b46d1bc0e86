/**
 * Putting right what a bad rating complains of.
 *
 * <p>An order is dispatched, with the rating and in its transaction, to the unit that gave the service; an open feedback
 * and a finding of a review open one as well. The unit contacts the rater within 1 working day, says what it found, and
 * rectifies within 5; within 15 if it has declared the matter complex, with a reason, while the 5 were still running. A
 * supervisor calls the rater back: three attempts at most, at different times. A rater who is not satisfied reopens the
 * order once, with fresh clocks; a failed check and a supervisor's reason reopen it, too, up to three rounds. An order of a
 * rating given under a name, or of a feedback with a contact, is never closed without a call-back, and whoever spoke is asked
 * once more afterwards: by a message, by the system that collected it, or, where the contact was left here, by a call of the
 * office. Who says in a follow-up rating, or when asked once more, that it was not put right is heard by the office, which
 * checks or reopens.
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
 * <p>Sources: dispatch to who handled it, the 1-5-15 working days, lights and points off, and the second call-back are the
 * county's (莒南政办字〔2020〕14号, 2020-04-27); the call-back of every rating under a name is the province's (鲁政办发〔2020〕10号,
 * 2020-05-06). The check within 5 working days and the talk follow the practice of a neighbouring city. For objecting within
 * 2 and deciding within 3 working days, for two hours between calls and for three rounds at most no source names a figure.
 *
 * <p>The order carries its own copy of what the rating says, but never who said it.
 */
@NullMarked
package onestop.evaluation.rectification;

import org.jspecify.annotations.NullMarked;
