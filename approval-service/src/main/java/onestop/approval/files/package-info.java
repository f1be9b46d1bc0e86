/** One application with its progress, for the staff of the units that take part in it. Reads only. */
@NullMarked
package onestop.approval.files;

import org.jspecify.annotations.NullMarked;
