/** Bad input, told field by field: all that is wrong at once, not the first thing found. */
@NullMarked
package onestop.intake.input;

import org.jspecify.annotations.NullMarked;
