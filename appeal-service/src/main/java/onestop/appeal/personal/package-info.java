/**
 * What people say at the cloud desk, where to call them, and who guests without an enterprise are: sealed before it is stored. Keys come from outside; the first one seals,
 * all of them open, so a new key is put in front of the old ones and {@link onestop.appeal.personal.Reseal} moves the rows to it, after
 * which the old ones may go.
 */
@NullMarked
package onestop.appeal.personal;

import org.jspecify.annotations.NullMarked;
