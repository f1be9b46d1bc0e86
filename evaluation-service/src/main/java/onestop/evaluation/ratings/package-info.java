/**
 * Ratings: one for each service, given by the enterprise that received it.
 *
 * <p>Of any number of simultaneous attempts the database takes one, by a unique constraint; the others learn that the
 * service is rated. A rating is counted, published and, if bad, dispatched for rectification in the transaction that
 * stores it. Who rated is stored apart and read by one statement only, for the supervisor; no other sees it.
 */
@NullMarked
package onestop.evaluation.ratings;

import org.jspecify.annotations.NullMarked;
