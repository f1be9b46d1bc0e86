/**
 * Supervision (督办): what is late or about to be. Levels follow from due times and the present moment alone, so they are exact
 * whenever somebody looks and need no job that raises them.
 */
@NullMarked
package onestop.appeal.supervision;

import org.jspecify.annotations.NullMarked;
