/**
 * What goes up to the province, under the names and codes of the national interface for ratings (好差评).
 *
 * <p>Each service is reported once, each rating after its service, and again when its standing changes. A rating under
 * suspicion is held back; one that was reported and found invalid is corrected. Items that the county has made itself, whose code
 * holds 00000000, stay here. What the province itself has collected goes back only when it was judged here. Nobody's name, number or telephone is in a message; what a rater wrote is read by the partner
 * alone and is not in the topic.
 */
@NullMarked
package onestop.evaluation.province;

import org.jspecify.annotations.NullMarked;
