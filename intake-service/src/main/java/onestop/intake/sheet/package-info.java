/**
 * Tables that people fill in with a spreadsheet: read from CSV or XLSX by the names of the columns, written as both.
 *
 * <p>A {@link onestop.intake.sheet.Table} says which columns there are. {@link onestop.intake.sheet.SheetReader} finds out
 * by content what a file is, refuses what is no table, what is protected by a password and what unpacks to more than is
 * reasonable, and hands over row after row; each {@link onestop.intake.sheet.SheetRow} collects what is wrong with it, so
 * that one bad row does not hide the others. {@link onestop.intake.sheet.SheetWriter} writes what the reader reads.
 */
@NullMarked
package onestop.intake.sheet;

import org.jspecify.annotations.NullMarked;
