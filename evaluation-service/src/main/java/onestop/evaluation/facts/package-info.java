/**
 * Whether what a label claims is so, as far as the other services have told.
 *
 * <p>209 not finished within the promised time, and 110 within the statutory one: against the cases' clocks. 210 the same
 * proof asked for again: against what was supplied. 114 more visits than promised: against the visits promised for the
 * file and the notices of correction. 307 told once, and 208 no list: against those notices. Every other label is a matter
 * of opinion and is not checked.
 */
@NullMarked
package onestop.evaluation.facts;

import org.jspecify.annotations.NullMarked;
