/**
 * Materials that an officer has checked once and that the same enterprise need not hand in again.
 *
 * <p>A row is written when a file is accepted, for what was handed in with trust level B or C (checking the original
 * raises C to B) and is not replaced by a result of that same file. It ends on its date, or when a newer version comes
 * out of a later file.
 */
@NullMarked
package onestop.intake.onfile;

import org.jspecify.annotations.NullMarked;
