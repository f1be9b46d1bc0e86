/**
 * The quarterly assessment of units by electronic supervision (电子监察 季度考核): 优秀, 良好, 合格 or 不合格.
 *
 * <p>A score is made of what was in time and of what is left after deductions for red lights, breaches of the law, lights without an answer
 * and cases that were sent back, the latter per hundred decided cases, so that large and small units are told by the same measure. The
 * points and limits are a scheme, which counts from a quarter on and is never changed. Until it is published, an assessment is a draft
 * that follows the figures; then it is frozen with the numbers that it was made of.
 */
@NullMarked
package onestop.approval.assessment;

import org.jspecify.annotations.NullMarked;
