/**
 * Evaluation of government services (好差评).
 *
 * <p>Each service a unit has given, as the events of intake and approval tell it, yields one invitation; the enterprise
 * that received the service rates it once. A bad rating opens a rectification order at the unit, which has to contact
 * the rater, confirm, put right, and is called back before the order is closed. Indicators are counted with each
 * rating, so that they are exact at any moment. Who rated is known to nobody at the rated unit.
 */
@NullMarked
package onestop.evaluation;

import org.jspecify.annotations.NullMarked;
