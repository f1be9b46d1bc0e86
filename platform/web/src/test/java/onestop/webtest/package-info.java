/** A small service that uses everything of the platform, as the real ones do: from another package. */
@NullMarked
package onestop.webtest;

import org.jspecify.annotations.NullMarked;
