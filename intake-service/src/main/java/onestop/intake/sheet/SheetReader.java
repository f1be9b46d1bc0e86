package onestop.intake.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV or XLSX file. What is wrong with the file as a whole is thrown as invalid input with the field
 * {@code file}; what is wrong with a row is left in that row.
 *
 * <p>A file of one table is a CSV file or the first sheet of a workbook. A file of several tables is a workbook with a
 * sheet for each, or a CSV file whose column {@code part} names the table of each row.
 */
public final class SheetReader {
    static final String FILE = "file";
    static final Column PART = Column.required("part", "类别");

    private final List<Table> tables;
    private final SheetLimits limits;
    private final List<SheetRow> rows = new ArrayList<>();

    private SheetReader(List<Table> tables, SheetLimits limits) {
        this.tables = tables;
        this.limits = limits;
    }

    /**
     * Hands over the rows that are not blank, in the order of the file: all of them, or none if the file is refused.
     *
     * @return how many there were; a file without any is refused
     */
    public static int read(InputStream file, Table table, SheetLimits limits, Consumer<SheetRow> rows)
            throws IOException {
        return read(file, List.of(table), limits, rows);
    }

    public static int read(InputStream file, List<Table> tables, SheetLimits limits, Consumer<SheetRow> rows)
            throws IOException {
        byte[] content = file.readNBytes(limits.bytes() + 1);
        var reader = new SheetReader(tables, limits);
        try {
            reader.read(content);
        } catch (RefusedException e) {
            var errors = new FieldErrors();
            errors.add(FILE, e.code, e.args);
            errors.throwIfAny();
        }
        reader.rows.forEach(rows);
        return reader.rows.size();
    }

    private void read(byte[] content) {
        if (content.length > limits.bytes()) {
            throw refused("sheet-too-large", SheetLimits.megabytes(limits.bytes()));
        }
        if (WorkbookFile.isProtected(content)) {
            throw refused("sheet-protected");
        }
        if (WorkbookFile.isWorkbook(content)) {
            new WorkbookFile(content, this, limits).read();
        } else {
            new TextFile(content, this).read();
        }
        if (rows.isEmpty()) {
            throw refused("sheet-empty");
        }
    }

    /** Ends the reading of a file; those who read for us throw many things, and this one means something. */
    static final class RefusedException extends RuntimeException {
        private final String code;
        private final transient Object[] args;

        private RefusedException(String code, Object... args) {
            super(code, null, false, false);
            this.code = code;
            this.args = args;
        }
    }

    static RefusedException refused(String code, Object... args) {
        return new RefusedException(code, args);
    }

    /** The table that a sheet or a part is called by; the only one by any name. */
    @Nullable
    Table table(String name) {
        return severalTables()
                ? tables.stream()
                        .filter(table -> table.calledBy(name))
                        .findFirst()
                        .orElse(null)
                : tables.getFirst();
    }

    List<Table> tables() {
        return tables;
    }

    boolean severalTables() {
        return tables.size() > 1;
    }

    List<Object> tableNames() {
        return tables.stream().<Object>map(Table::name).toList();
    }

    /** Which cell of a row belongs to which column; refuses headings that are missing, strange or there twice. */
    Headings headings(List<Table> wanted, List<String> cells, boolean withPart) {
        var errors = new FieldErrors();
        if (cells.size() > limits.columns()) {
            errors.add(FILE, "sheet-too-many-columns", limits.columns());
            errors.throwIfAny();
        }
        var columns = new HashMap<Integer, String>();
        for (int i = 0; i < cells.size(); i++) {
            var heading = cells.get(i);
            if (heading.isEmpty()) {
                continue;
            }
            var column = withPart && PART.headedBy(heading)
                    ? PART
                    : wanted.stream()
                            .flatMap(table -> table.headedBy(heading).stream())
                            .findFirst()
                            .orElse(null);
            if (column == null) {
                errors.add(FILE, "sheet-column-unknown", shortened(heading));
            } else if (columns.containsValue(column.name())) {
                errors.add(FILE, "sheet-column-twice", shortened(heading));
            } else {
                columns.put(i, column.name());
            }
        }
        // A CSV file of several parts need not have all of them; what a row of it lacks is told with the row.
        var needed = withPart ? List.of(PART) : wanted.getFirst().columns();
        for (var column : needed) {
            if (column.required() && !columns.containsValue(column.name())) {
                errors.add(FILE, "sheet-column-missing", column.name(), column.nameZh());
            }
        }
        errors.throwIfAny();
        return new Headings(Map.copyOf(columns));
    }

    /** Column names by the place of the cell. */
    record Headings(Map<Integer, String> columns) {}

    /** A cell as found: its text, or the rule it breaks. */
    record Found(String text, @Nullable String fault) {
        static Found text(String text) {
            return new Found(tidy(text), null);
        }

        boolean blank() {
            return text.isEmpty() && fault == null;
        }
    }

    /** Takes a row; in a file of several tables as CSV its table is not known before. */
    void row(@Nullable Table table, int number, Headings headings, List<Found> cells) {
        if (cells.stream().allMatch(Found::blank)) {
            return;
        }
        if (rows.size() == limits.rows()) {
            throw refused("sheet-too-many-rows", limits.rows());
        }
        var texts = new HashMap<String, String>();
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            if (cell.blank()) {
                continue;
            }
            var column = headings.columns().get(i);
            if (column == null) {
                faults.add(new Fault(letters(i), "cell-without-heading", List.of()));
            } else if (cell.fault() != null) {
                faults.add(new Fault(column, cell.fault(), List.of()));
            } else if (cell.text().length() > limits.cellLength()) {
                faults.add(new Fault(column, "too-long", List.of(limits.cellLength())));
            } else {
                texts.put(column, cell.text());
            }
        }
        var known = table;
        if (known == null) {
            known = table(texts.getOrDefault(PART.name(), ""));
        }
        if (known == null) {
            faults.add(new Fault(PART.name(), "one-of", List.of(tableNames())));
            known = new Table("rows", "数据", List.of(PART));
        }
        texts.remove(PART.name());
        var row = new SheetRow(known, number, texts);
        for (var fault : faults) {
            row.wrong(fault.column(), fault.code(), fault.args().toArray());
        }
        for (var column : texts.keySet()) {
            if (known.columns().stream().noneMatch(one -> one.name().equals(column))) {
                row.wrong(column, "cell-of-another-part", known.name());
            }
        }
        rows.add(row);
    }

    private record Fault(String column, String code, List<Object> args) {}

    /** Without blanks around it (the wide ones too) and without the mark that {@link SheetWriter} puts before formulas. */
    static String tidy(String text) {
        var stripped = text.replace('\u00A0', ' ').strip();
        return Formulas.unescaped(stripped);
    }

    private static String shortened(String heading) {
        return heading.length() <= 40 ? heading : heading.substring(0, 40) + "…";
    }

    /** A column without a heading as the spreadsheet calls it: A, B, … AA. */
    private static String letters(int column) {
        var letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.toString();
    }
}
