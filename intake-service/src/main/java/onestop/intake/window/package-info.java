/**
 * The windows of the county hall, of the towns and of the vehicle.
 *
 * <p>A window has a place, a type and the items it takes: any, any but some, or some. In use from its first to its last
 * day, it is never removed, because files remember where they were accepted. Two promises are watched here: nearly every
 * item can be handed in at whichever comprehensive window is free, and every town has its windows with their devices.
 */
@NullMarked
package onestop.intake.window;

import org.jspecify.annotations.NullMarked;
