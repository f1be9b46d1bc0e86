/**
 * The words in which people rate: five levels, the channels, and the national labels in their versions.
 *
 * <p>Two national code tables number the levels in opposite directions, so a level is never stored or sent as a number.
 */
@NullMarked
package onestop.evaluation.scale;

import org.jspecify.annotations.NullMarked;
