/**
 * How much may pass: requests per time and caller, and the size of bodies.
 */
@NullMarked
package onestop.gateway.limit;

import org.jspecify.annotations.NullMarked;
