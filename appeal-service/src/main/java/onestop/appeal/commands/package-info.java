/** How a command of the outreach features ends: done, or declined with the problem to answer. */
@NullMarked
package onestop.appeal.commands;

import org.jspecify.annotations.NullMarked;
