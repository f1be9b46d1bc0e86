/** Work that jobs do in bounded batches, on every replica. */
@NullMarked
package onestop.appeal.batches;

import org.jspecify.annotations.NullMarked;
