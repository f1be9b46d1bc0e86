/**
 * Materials that the same enterprise need not hand in again: its store.
 *
 * <p>A material enters with trust B when its original has been seen and its file is accepted (what came with level B was
 * seen before; level C is raised by the check; level D stays with its file), unless a result of that same file replaces it. It enters with trust A when a case is granted
 * that brings it into being. An entry leaves on its date, when a newer one supersedes it, when a later file is accepted
 * whose result will replace it, or when it is revoked. Entries that have left stay readable.
 */
@NullMarked
package onestop.intake.onfile;

import org.jspecify.annotations.NullMarked;
