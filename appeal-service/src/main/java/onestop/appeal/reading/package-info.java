/**
 * Reading appeals: SQL straight to what is shown. Who may see which appeal, and what of it, is decided here: applicants see their
 * own and those of their enterprises, a clerk or helper those taken down by them, a unit those it holds, coordinator and auditor all.
 */
@NullMarked
package onestop.appeal.reading;

import org.jspecify.annotations.NullMarked;
