/** The county and its sixteen towns. */
@NullMarked
package onestop.intake.region;

import org.jspecify.annotations.NullMarked;
