/**
 * What the reform saves enterprises: fewer materials, steps, working days, visits, cost and minutes than dealing with each item
 * separately.
 *
 * <p>The baseline of a file is the sum over its cases of the dated baselines that were in force when it was accepted; what none of them
 * tells is taken from the acceptance, which carries the catalogue's own sums. The actual numbers come from what happened: corrections,
 * collections, days at a window, working days waited. A file is counted when it is finished, on that day and for its leading unit;
 * a collection later on is added to the same day.
 */
@NullMarked
package onestop.approval.reductions;

import org.jspecify.annotations.NullMarked;
