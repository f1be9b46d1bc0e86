/**
 * Conflicts of interest of officers (回避): with an enterprise, or in one case. The officer declares them himself, or the manager of his unit
 * does. While one is declared the officer neither acts on the cases of his unit that it concerns nor is given them; only the manager
 * ends it, and nobody his own.
 */
@NullMarked
package onestop.approval.conflicts;

import org.jspecify.annotations.NullMarked;
