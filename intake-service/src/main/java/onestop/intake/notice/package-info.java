/**
 * The one-time notice: everything a package or a list of items takes, told once.
 *
 * <p>The union of the items' materials, each with where it comes from, and what handling the items together saves
 * against handling them one by one. A pure calculation on the catalogue; the same calculation serves the public
 * endpoint and the file that is handed in, so that nobody is asked for more than was announced. On request the answer is
 * issued as a document with number and date, and stays as it was told.
 */
@NullMarked
package onestop.intake.notice;

import org.jspecify.annotations.NullMarked;
