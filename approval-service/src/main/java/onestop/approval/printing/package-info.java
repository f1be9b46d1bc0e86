/**
 * Prints letters and licences. Printing is work for the processor: few do it at once, others wait a while, and who waits too long is
 * asked to come again.
 */
@NullMarked
package onestop.approval.printing;

import org.jspecify.annotations.NullMarked;
