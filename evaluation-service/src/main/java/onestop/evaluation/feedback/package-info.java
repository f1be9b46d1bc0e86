/**
 * Open feedback (吐槽找茬): an open rating with a text, without a case and without signing in.
 *
 * <p>A poster with a square code stands for a hall, a window, an item, a platform or an officer. Whoever scans it says
 * how it was, in a level and a text, with photographs if need be, with or without a way to be reached. The writer makes
 * the number of the feedback, so that a message that is sent twice is one; who knows the number may ask what became of it.
 * What is bad, or reads like a complaint, waits for a supervisor, who makes a rectification order of it, refers it to the
 * appeals, or says why nothing follows. The unit replies; a supervisor publishes, in words that name nobody.
 *
 * <p>A contact is sealed. Only a supervisor opens it, says why, and the opening is on record.
 */
@NullMarked
package onestop.evaluation.feedback;

import org.jspecify.annotations.NullMarked;
