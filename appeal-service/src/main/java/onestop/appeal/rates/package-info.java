/** The rates of appeals (三率 and what goes with them), counted from the appeals themselves at the moment of asking. */
@NullMarked
package onestop.appeal.rates;

import org.jspecify.annotations.NullMarked;
