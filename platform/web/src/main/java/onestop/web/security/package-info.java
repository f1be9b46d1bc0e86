/**
 * Who is calling, and may they? Tokens are checked once and remembered until they expire; each handler method says by
 * annotation for whom it is, and a method that says nothing stops the start.
 */
@NullMarked
package onestop.web.security;

import org.jspecify.annotations.NullMarked;
