/**
 * What intake-service tells us: an application was accepted, taken back, or terminated because what was to
 * follow did not come.
 *
 * <p>Everything a case needs comes with the acceptance; we keep no copy of the catalogue.
 */
@NullMarked
package onestop.approval.intake;

import org.jspecify.annotations.NullMarked;
