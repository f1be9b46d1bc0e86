/**
 * The queue of a hall: taking a ticket, calling the next one.
 *
 * <p>A window calls only what it takes, or what was handed on to it. <b>Whom it calls</b>: first the priority tickets
 * that are due, that is appointments from the beginning of their hour and the green channel; then walk-ins; last
 * appointments whose hour has not begun. Among equals the one who has waited longest. <b>Nobody starves</b>: after two
 * priority tickets in a row a window calls a walk-in if one waits that it takes. A walk-in with n others before it is
 * therefore called after at most 3(n + 1) calls of any one window that takes it. Two windows that call at once get
 * different tickets.
 *
 * <p>Who checked in for an appointment has a ticket by that and takes no other one.
 */
@NullMarked
package onestop.intake.queueing;

import org.jspecify.annotations.NullMarked;
