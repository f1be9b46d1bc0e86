/**
 * Supervision (督办): what is late or about to be, or was not accepted. The lists follow from due times and the present moment, so
 * they are exact whenever somebody looks. Beside them each level is raised once by a job when its time has come, with a notice, an
 * event and the record of who answers for it; those are never taken back.
 */
@NullMarked
package onestop.appeal.supervision;

import org.jspecify.annotations.NullMarked;
