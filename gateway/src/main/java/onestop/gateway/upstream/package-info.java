/**
 * The way to a service and back: headers, time limits, one retry where it is harmless, and a circuit breaker for each service.
 */
@NullMarked
package onestop.gateway.upstream;

import org.jspecify.annotations.NullMarked;
