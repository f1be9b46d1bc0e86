/**
 * Key projects (重点项目) of province, city and county: their stages and milestones, the helper who is named for each, what blocks
 * them, and what was done for them.
 *
 * <p>A milestone's light is worked out when somebody looks: green, yellow within the last seven days, red when it is late. A job
 * only tells that it has turned. A blocked point is resolved in words, or raised as an appeal with the source VISIT; once.
 */
@NullMarked
package onestop.appeal.projects;

import org.jspecify.annotations.NullMarked;
