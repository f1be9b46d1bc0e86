/** Sums that are made up behind what changes, so that nobody who changes something waits for another. */
@NullMarked
package onestop.appeal.folding;

import org.jspecify.annotations.NullMarked;
