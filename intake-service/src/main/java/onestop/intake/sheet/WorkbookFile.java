package onestop.intake.sheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import onestop.intake.sheet.SheetReader.Found;
import onestop.intake.sheet.SheetReader.Headings;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/** An XLSX workbook. It is unpacked once to count before it is read, because an archive of some kilobytes can hold gigabytes. */
final class WorkbookFile {
    private static final byte[] ARCHIVE = HexFormat.of().parseHex("504b0304");
    private static final byte[] COMPOUND_FILE = HexFormat.of().parseHex("d0cf11e0a1b11ae1");
    private static final int MOST_PARTS = 1_000;
    /** What a spreadsheet keeps of a number; the digits after these are lost before we see them. */
    private static final int KEPT_DIGITS = 15;

    private static final Pattern DATE_FORMAT =
            Pattern.compile("[ymd].*[ymd]", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final byte[] content;
    private final SheetReader reader;
    private final SheetLimits limits;

    WorkbookFile(byte[] content, SheetReader reader, SheetLimits limits) {
        this.content = content;
        this.reader = reader;
        this.limits = limits;
    }

    static boolean isWorkbook(byte[] content) {
        return startsWith(content, ARCHIVE);
    }

    /** A workbook under a password is packed as this, and so is every one of the time before XLSX. */
    static boolean isProtected(byte[] content) {
        return startsWith(content, COMPOUND_FILE);
    }

    private static boolean startsWith(byte[] content, byte[] mark) {
        return content.length >= mark.length && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    void read() {
        try {
            refuseWhatUnpacksToTooMuch();
            try (var workbook =
                    new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(true, false))) {
                var sheets = workbook.getSheets()
                        .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                        .toList();
                if (sheets.isEmpty()) {
                    throw SheetReader.refused("sheet-empty");
                }
                for (var sheet : reader.severalTables() ? sheets : sheets.subList(0, 1)) {
                    read(sheet);
                }
            }
        } catch (SheetReader.RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException _) {
            // Damaged archives and damaged XML end in all kinds of exceptions, those of arrays included.
            throw SheetReader.refused("sheet-unreadable");
        }
    }

    private void refuseWhatUnpacksToTooMuch() throws IOException {
        long total = 0;
        int parts = 0;
        var buffer = new byte[1 << 14];
        try (var archive = ZipFile.builder().setByteArray(content).get()) {
            for (var entries = archive.getEntries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (++parts > MOST_PARTS) {
                    throw SheetReader.refused("sheet-unreadable");
                }
                if (entry.getGeneralPurposeBit().usesEncryption()) {
                    throw SheetReader.refused("sheet-protected");
                }
                try (var part = archive.getInputStream(entry)) {
                    for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                        total += read;
                        if (total > limits.unpackedBytes()) {
                            throw SheetReader.refused(
                                    "sheet-unpacks-to-too-much", SheetLimits.megabytes(limits.unpackedBytes()));
                        }
                    }
                }
            }
        }
    }

    private void read(Sheet sheet) throws IOException {
        var table = reader.table(sheet.getName());
        if (table == null) {
            throw SheetReader.refused("sheet-part-unknown", sheet.getName(), reader.tableNames());
        }
        try (var rows = sheet.openStream()) {
            Headings headings = null;
            for (var each = rows.iterator(); each.hasNext(); ) {
                var row = each.next();
                if (headings == null) {
                    headings = headings(table, row);
                } else {
                    reader.row(table, row.getRowNum(), headings, found(row));
                }
            }
        }
    }

    private @Nullable Headings headings(Table table, Row row) {
        var cells = found(row).stream().map(Found::text).toList();
        return cells.stream().allMatch(String::isEmpty) ? null : reader.headings(List.of(table), cells, false);
    }

    private static List<Found> found(Row row) {
        var cells = new ArrayList<Found>(row.getCellCount());
        for (int i = 0; i < row.getCellCount(); i++) {
            var cell = row.getCell(i);
            cells.add(cell == null ? Found.text("") : found(cell));
        }
        return cells;
    }

    private static Found found(Cell cell) {
        return switch (cell.getType()) {
            case EMPTY -> Found.text("");
            case STRING -> Found.text(cell.getText());
            case BOOLEAN -> Found.text(String.valueOf(cell.asBoolean()));
            case ERROR -> new Found("", "cell-error");
            case NUMBER -> number(cell, cell.asNumber());
            case FORMULA -> calculated(cell);
        };
    }

    /** A formula counts as what it came to when the file was saved. */
    private static Found calculated(Cell cell) {
        return switch (cell.getValue()) {
            case null -> new Found("", "cell-error");
            case BigDecimal number -> number(cell, number);
            case String text when text.startsWith("#") -> new Found("", "cell-error");
            case Object other -> Found.text(other.toString());
        };
    }

    private static Found number(Cell cell, BigDecimal number) {
        var format = cell.getDataFormatString();
        if (format != null
                && DATE_FORMAT
                        .matcher(format.replaceAll("\"[^\"]*\"|\\[[^\\]]*]", ""))
                        .find()) {
            return Found.text(
                    cell.getType() == CellType.NUMBER
                            ? cell.asDate().toLocalDate().toString()
                            : "");
        }
        var plain = number.stripTrailingZeros();
        if (plain.precision() - plain.scale() > KEPT_DIGITS) {
            return new Found("", "cell-long-number");
        }
        return Found.text(plain.toPlainString());
    }
}
