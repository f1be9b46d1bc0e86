/**
 * What other systems hand over by event: the hotline 12345 and the provincial platform, each under its own numbers, and open
 * feedback that evaluation-service refers to us. Everything is taken once, however often and however late it comes.
 */
@NullMarked
package onestop.appeal.handover;

import org.jspecify.annotations.NullMarked;
