/**
 * Every refusal of the gateway as a problem document (RFC 9457) in the reader's language.
 */
@NullMarked
package onestop.gateway.problem;

import org.jspecify.annotations.NullMarked;
