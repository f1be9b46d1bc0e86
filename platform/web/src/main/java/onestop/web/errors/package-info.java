/** Turns everything that can go wrong in a request into a problem document that names the bad part and leaks nothing. */
@NullMarked
package onestop.web.errors;

import org.jspecify.annotations.NullMarked;
