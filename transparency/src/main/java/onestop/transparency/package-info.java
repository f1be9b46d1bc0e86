/**
 * An append-only log that anybody can check: a Merkle tree as in RFC 9162 over canonical records, with heads signed as C2SP signed
 * notes. Here is what has to be computed the same on both sides: the service that keeps the log, and {@link onestop.transparency.Verify},
 * which has nothing but files. No database, no framework, and no business word in it.
 */
@NullMarked
package onestop.transparency;

import org.jspecify.annotations.NullMarked;
