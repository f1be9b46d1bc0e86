/**
 * Whether the platform is well, for people and load balancers.
 */
@NullMarked
package onestop.gateway.overview;

import org.jspecify.annotations.NullMarked;
