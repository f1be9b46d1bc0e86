/**
 * Licences after their issue.
 *
 * <p>A granted case yields a licence in the transaction of the decision. A later licence of the same kind for the same holder takes its
 * place. It ends when its last day passes, or revoked (行政许可法 art. 69) or cancelled (art. 70), which one member of staff proposes and
 * another confirms. Renewal is asked for in time; when no decision comes before the last day is over, the law renews it (art. 50).
 *
 * <p>Locks are taken in this order: what a holder has of a kind, then licences by number. Anybody who holds a licence in hand can verify
 * it with the code printed on it.
 */
@NullMarked
package onestop.approval.licences;

import org.jspecify.annotations.NullMarked;
