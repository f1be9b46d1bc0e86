/**
 * What the gateway knows of a request before anything else looks at it: its trace, its id, and who really sent it.
 */
@NullMarked
package onestop.gateway.request;

import org.jspecify.annotations.NullMarked;
