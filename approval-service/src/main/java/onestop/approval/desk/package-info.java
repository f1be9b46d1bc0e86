/** What a unit has to do, most urgent first. Reads only, so there is no model: SQL and records. */
@NullMarked
package onestop.approval.desk;

import org.jspecify.annotations.NullMarked;
