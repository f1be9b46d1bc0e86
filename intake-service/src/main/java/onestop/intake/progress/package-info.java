/**
 * How far a file is, for its owner and, with the query code, for anybody, with nothing personal in it.
 *
 * <p>Built from the acts of the hall and from the events of the departments and of the ratings, in whatever order they
 * come. Five public statuses, however many states there are inside: RECEIVED, ACCEPTED, IN_APPROVAL, DECIDED, DELIVERED.
 */
@NullMarked
package onestop.intake.progress;

import org.jspecify.annotations.NullMarked;
