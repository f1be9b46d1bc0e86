/**
 * Nobody handles an appeal against their own act. Whoever accepted an application file, decided a case in it or is named among
 * its officers is kept here from the events of intake and approval, and may not handle an appeal about that file.
 *
 * <p>The rule is applied at each command, so a fact that arrives while an appeal is under way still counts.
 */
@NullMarked
package onestop.appeal.recusal;

import org.jspecify.annotations.NullMarked;
