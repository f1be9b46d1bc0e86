/**
 * Departments with a system of their own. Their tasks leave as events on {@code onestop.approval.task}; what their officers did comes back
 * on {@code onestop.partner.act} or over REST, each act with the partner's own reference, and is done once, under the rules and clocks of a
 * desk here. Each is answered, done or declined with its problem.
 */
@NullMarked
package onestop.approval.partners;

import org.jspecify.annotations.NullMarked;
