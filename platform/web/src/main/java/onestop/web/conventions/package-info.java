/** JSON, limits, defaults and other habits that all services share. */
@NullMarked
package onestop.web.conventions;

import org.jspecify.annotations.NullMarked;
