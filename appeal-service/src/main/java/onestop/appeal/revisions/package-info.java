/** What came of the revisions that the office asked for: a case that is open again, its new end, or why there was nothing to reopen. */
@NullMarked
package onestop.appeal.revisions;

import org.jspecify.annotations.NullMarked;
