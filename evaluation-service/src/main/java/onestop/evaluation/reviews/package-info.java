/**
 * Supervisory reviews (监督查评).
 *
 * <p>The office appoints reviewers, the woodpeckers (啄木鸟专员), for a period. A reviewer visits a hall, a window or an
 * officer, announced or not, or tries an item or a platform, and files what was found, each finding with a level. A bad
 * finding opens a rectification order at the unit in the same transaction. Reviews are no ratings: they are counted apart.
 *
 * <p>The unit reads what was found, never by whom. What has been filed stays as it was filed.
 */
@NullMarked
package onestop.evaluation.reviews;

import org.jspecify.annotations.NullMarked;
