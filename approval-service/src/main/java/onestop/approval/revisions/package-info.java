/**
 * An appeal against a decision can lead to its revision: the case that was refused is open again, with its limits whole, and is decided by
 * officers who had no part in it.
 */
@NullMarked
package onestop.approval.revisions;

import org.jspecify.annotations.NullMarked;
