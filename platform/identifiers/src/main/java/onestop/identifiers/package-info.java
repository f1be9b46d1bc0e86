/**
 * Official identifiers that check themselves: the unified social credit code of organisations and the citizen number of persons;
 * and what callers prove themselves with: the key of a device and the token in a header.
 *
 * <p>A value of these types exists only if it is well-formed, so nobody needs to check it again. What is wrong with a text is told as a
 * kind of fault with a position, for services to put into the reader's language, and as a sentence in English.
 */
@NullMarked
package onestop.identifiers;

import org.jspecify.annotations.NullMarked;
