/**
 * Ratings that other systems have collected: the 12345 hotline, the provincial platform, towns with a system of their own.
 *
 * <p>They come by the thousand, from a topic or in batches over REST, and each stands for itself: a row that does not hold
 * is refused with its reason, the rest goes in. A source numbers its ratings, so one that comes again has no second
 * effect, whichever way it comes. A batch is one transaction: one COPY of the ratings, one statement for all tallies, and
 * for the bad ones their rectification orders.
 *
 * <p>Good ratings are not published again one by one: who needs them reads the topic they came from, and the figures are
 * here. An order that a bad one opens is published like any other.
 */
@NullMarked
package onestop.evaluation.partners;

import org.jspecify.annotations.NullMarked;
