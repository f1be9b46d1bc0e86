/**
 * The one door to the platform: it routes, checks tokens and coarse roles, limits rates and sizes, keeps a failing service from dragging the
 * others down, and stamps each request with a trace. It knows no business rule, joins no data and keeps no state that matters.
 *
 * <p>Any number of replicas may run; rates and circuit breakers are local to each.
 */
@NullMarked
package onestop.gateway;

import org.jspecify.annotations.NullMarked;
