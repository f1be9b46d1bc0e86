/**
 * The green channel of key projects: a register of the projects, the log of what units did for them before acceptance, and the audit list
 * of the files that took the channel.
 *
 * <p>The flag comes with the acceptance. It shortens the queue and never drops a step: the audit shows each file's basis and helper beside
 * the register, how many cases were closed, and how many of them without a step that their type demands.
 */
@NullMarked
package onestop.approval.greenchannel;

import org.jspecify.annotations.NullMarked;
