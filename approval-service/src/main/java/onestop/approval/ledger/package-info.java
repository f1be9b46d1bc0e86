/**
 * The transparency log (清廉审批): every act on a case becomes a leaf of an append-only Merkle tree (RFC 9162) whose heads are signed and
 * told to everybody who wants to keep them, so that nobody, not even who runs the database, changes, drops or reorders an act unseen.
 *
 * <p>An act and its leaf commit together: {@link onestop.approval.ledger.LeavesOfActs} makes the leaf's hash and salt, and the
 * statement that enters the act writes them with a note that it has no place yet. {@link onestop.approval.ledger.Seal}, of which one is at work whatever the number of replicas, gives waiting
 * leaves their places in the order in which they were written, extends the tiles of the tree, and signs the new head: at least every
 * second under load, and once a day when nothing happens.
 *
 * <p>A leaf covers facts that may be shown to the applicant and, through a salted hash, who acted and what was written. What a leaf
 * covers is read from the tables of the cases when it is exported, so that a change there is found as well as one here.
 */
@NullMarked
package onestop.approval.ledger;

import org.jspecify.annotations.NullMarked;
