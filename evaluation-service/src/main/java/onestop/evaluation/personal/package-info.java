/** What may not lie readable in the database: who rated, and how to reach them. */
@NullMarked
package onestop.evaluation.personal;

import org.jspecify.annotations.NullMarked;
