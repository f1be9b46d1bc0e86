/**
 * Which ratings count, and how many there are of them.
 *
 * <p>A rating counts unless it is set aside: under suspicion, or invalid after a review. It is kept all the same, and its
 * history says who set it aside and why. The tallies move in the transaction that stores a rating or changes its
 * standing, so an indicator is exact at any moment and costs the same however many ratings there are.
 */
@NullMarked
package onestop.evaluation.counting;

import org.jspecify.annotations.NullMarked;
