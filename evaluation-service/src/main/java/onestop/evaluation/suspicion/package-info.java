/**
 * Ratings that may not be what they seem (刷好评): given by one device for many, without having been read, in the same
 * words as many others, before the service, or where staff were signed in.
 *
 * <p>Such a rating is stored and its bad ones are put right, but it counts only when a supervisor has cleared it. Neither
 * the rater nor the rated unit learns that it is under suspicion.
 */
@NullMarked
package onestop.evaluation.suspicion;

import org.jspecify.annotations.NullMarked;
