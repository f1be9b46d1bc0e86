/**
 * Contents that people send: what they are, whether they do harm, and where they are kept.
 *
 * <p>{@link onestop.files.FileLook} finds out what a content is from the content alone; a {@link
 * onestop.files.VirusScanner} looks for harm; {@link onestop.files.Photo} makes a picture anew, so that nothing but the
 * picture is kept; a {@link onestop.files.ContentStore} keeps it, and {@link onestop.files.PendingContents} removes what no
 * row came to name. Who may send, name and read it is each service's own.
 */
@NullMarked
package onestop.files;

import org.jspecify.annotations.NullMarked;
