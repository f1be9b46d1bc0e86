/**
 * An appeal from its receipt to its end, and the commands on it.
 *
 * <pre>
 * by            command                    from                            to
 * coordinator   dispatch                   RECEIVED, RETURNED, DISPATCHED  DISPATCHED
 * unit          sign                       DISPATCHED                      SIGNED
 * coordinator   take away, then dispatch   SIGNED and at work, REDO        DISPATCHED, or REDO with another unit
 * coordinator   name the file              all but CLOSED, REJECTED        the same
 * unit          return                     DISPATCHED, SIGNED              RETURNED
 * unit          record contact, opinion    SIGNED                          SIGNED
 * unit          reply                      SIGNED, REDO                    REPLIED
 * coordinator   call back                  REPLIED                         CALLED_BACK, or REPLIED while calls are missed
 * coordinator   order a redo               CALLED_BACK, not accepted       REDO
 * coordinator   close                      CALLED_BACK                     CLOSED
 * coordinator   reject                     RECEIVED, RETURNED              REJECTED
 * </pre>
 *
 * <p>A unit makes contact and gives a first opinion while SIGNED. An appeal is returned at most as often as its profile allows;
 * then the coordinator's dispatch is final. A call-back is tried three times. Nobody handles an appeal about a file they worked
 * on: that is asked before every command except returning, which puts it into other hands. From whoever signed for it
 * and turns out to have done so, the coordinator takes it away.
 */
@NullMarked
package onestop.appeal.appeals;

import org.jspecify.annotations.NullMarked;
