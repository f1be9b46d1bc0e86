/**
 * Policies that favour enterprises (惠企政策), put before those they fit.
 *
 * <p>A policy is written in versions. Each has clauses, and each clause a condition: data that an officer reads and changes, never code.
 * A draft can be tried against all enterprises before it is published. Conditions have three outcomes, since much is unknown of an
 * enterprise: what is unknown neither fits nor misses, and the menu asks for it.
 *
 * <p>Matching happens when a policy is published ({@link onestop.appeal.policies.MatchRuns}), when something about an enterprise
 * changes, and once a day, because enterprises grow older and periods begin. Publishing and the matching of single enterprises exclude
 * each other by the row of {@code policy_book}: whichever commits first is seen by the other. The key of {@code policy_push} lets a
 * policy reach an enterprise once in each round; an officer opens a new round by publishing with {@code pushAgain}.
 */
@NullMarked
package onestop.appeal.policies;

import org.jspecify.annotations.NullMarked;
