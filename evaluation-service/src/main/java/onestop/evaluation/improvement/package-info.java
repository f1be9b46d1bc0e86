/**
 * Findings, and what is made of them (赋能服务优化).
 *
 * <p>A pain point is something that goes wrong with an item at a step: a label of bad ratings, bad ratings as such, bad
 * feedback or findings about the item, files that had to be corrected, cases that were late, what could not be got done. Each has how often it
 * happened and among how many. Texts are cut into words and those that speak of the same are put together; nobody's text
 * is shown, only the words they share and where they came from.
 *
 * <p>An improvement is made of a pain point, with an owner and a due date. When it is done, the share before is held
 * against the share after; the difference comes with its interval, and where the interval spans zero there is no
 * evidence of change, however the two shares look.
 */
@NullMarked
package onestop.evaluation.improvement;

import org.jspecify.annotations.NullMarked;
