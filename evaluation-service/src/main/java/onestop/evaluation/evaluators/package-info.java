/**
 * The evaluators at the windows (评价器): each shows at once what has just been done at its window, to be rated on the spot.
 *
 * <p>A device proves itself with a key of its own, never with a clerk's sign-in: the codes it is told are good for a rating
 * each, and nobody of the staff may see them. It is told in a stream of server-sent events; after an interruption it names
 * the last one it has seen and gets all that came after it.
 */
@NullMarked
package onestop.evaluation.evaluators;

import org.jspecify.annotations.NullMarked;
