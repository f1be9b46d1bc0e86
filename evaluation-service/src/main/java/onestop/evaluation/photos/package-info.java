/**
 * Photographs that come with what somebody says: open feedback, reviews.
 *
 * <p>Each is looked at, scanned, and made anew from its pixels, so that neither a place nor a time nor a device is kept with it; it
 * stands in the file store under its digest, and in the table of what it belongs to by its number. What no table names goes.
 */
@NullMarked
package onestop.evaluation.photos;

import org.jspecify.annotations.NullMarked;
