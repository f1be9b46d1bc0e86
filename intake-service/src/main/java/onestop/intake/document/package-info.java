/**
 * The documents the hall issues: numbered, dated, each with what it says.
 *
 * <p>A document comes into being in the transaction of the act it witnesses: its number, its date and its facts are
 * stored then, and nothing of that changes any more. It is printed when somebody reads it: texts and layout of its
 * generation, filled with the stored facts, give the same PDF each time. A later act can end what a document says; who
 * verifies it by number and code is told so.
 */
@NullMarked
package onestop.intake.document;

import org.jspecify.annotations.NullMarked;
