/**
 * An appeal from its receipt to its end, and the commands on it.
 *
 * <pre>
 * RECEIVED ──dispatch──▶ DISPATCHED ──signature──▶ SIGNED ──reply──▶ REPLIED ──call-back──▶ CALLED_BACK ──closure──▶ CLOSED
 *    │                     │  ▲  └──return──┐         │                 ▲                      │
 * rejection                │  └─dispatch─ RETURNED ◀─┘ within 2 wd      └──reply── REDO ◀─redo─┘ once, not satisfied
 *    ▼                     │                 │
 * REJECTED ◀──────────rejection───────────┘
 * </pre>
 *
 * <p>A unit makes contact and gives a first opinion while SIGNED. An appeal is returned at most as often as its profile allows;
 * then the coordinator's dispatch is final. A call-back is tried three times. Nobody handles an appeal about a file they worked
 * on: that is asked before every command except dispatching and returning, which put it into other hands.
 */
@NullMarked
package onestop.appeal.appeals;

import org.jspecify.annotations.NullMarked;
