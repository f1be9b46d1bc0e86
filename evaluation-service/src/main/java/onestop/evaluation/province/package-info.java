/**
 * What goes up to the province, under the names and codes of the national interface for ratings (好差评).
 *
 * <p>Each service is reported once, each rating after its service, and again when it was found invalid or went to another unit. A
 * suspicion is not reported: a rating that has not gone up is held back until it is decided. Items that the county has made itself, whose code
 * holds 00000000, stay here. What the province itself has collected goes back only when it was judged here. Nobody's name, number or telephone is in a message; what a rater wrote is read by the partner
 * alone and is not in the topic.
 */
@NullMarked
package onestop.evaluation.province;

import org.jspecify.annotations.NullMarked;
