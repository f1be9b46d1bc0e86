/**
 * What people attach to an appeal, and what the office attaches to its answer. A content is looked at and scanned before it is kept,
 * and only then named by a row. What the applicant of a confidential appeal attached is not for the unit.
 */
@NullMarked
package onestop.appeal.attachments;

import org.jspecify.annotations.NullMarked;
