/**
 * One page that shows the interfaces of all services.
 */
@NullMarked
package onestop.gateway.docs;

import org.jspecify.annotations.NullMarked;
