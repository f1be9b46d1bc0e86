/**
 * Files that people send: received as a stream, looked at, kept once however often the same content comes, and given only
 * to those who are entitled to them.
 *
 * <p>A file is a name and who sent it; its content is what is stored, under its SHA-256 checksum. A content is first
 * announced in the database, then stored, then named by a file. Whatever breaks in between leaves a content that no file
 * names, and the sweep removes it. A file that no feature has taken into use is removed by the same sweep after a while,
 * together with its content when that was its last file. Both sides lock the row they are about, so that nothing is removed
 * that was taken into use at the same moment.
 *
 * <p>What a scanner has not found clean is kept in quarantine: it can be named, but neither read nor used.
 *
 * <p>A feature that uses files offers a {@link onestop.intake.upload.FileUse}, which answers who may read them through it.
 */
@NullMarked
package onestop.intake.upload;

import org.jspecify.annotations.NullMarked;
