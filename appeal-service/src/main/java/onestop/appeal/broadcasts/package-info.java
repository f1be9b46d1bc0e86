/**
 * The schedule of live broadcasts (云直播) and short lessons (微课堂) in which units explain policies. Everybody reads the schedule;
 * enterprises register; the unit records how many came and where it can be seen again.
 */
@NullMarked
package onestop.appeal.broadcasts;

import org.jspecify.annotations.NullMarked;
