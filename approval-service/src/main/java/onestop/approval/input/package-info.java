/** Checks of what callers write, for every feature that takes text. */
@NullMarked
package onestop.approval.input;

import org.jspecify.annotations.NullMarked;
