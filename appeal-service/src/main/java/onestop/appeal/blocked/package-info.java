/**
 * 办不成事 beside the appeals of that kind: a window that says no reports it with the ground, the office looks at the report, and
 * each month tells the owner of an item what could not be done there and why; the owner says what will be done about it.
 */
@NullMarked
package onestop.appeal.blocked;

import org.jspecify.annotations.NullMarked;
