package onestop.intake.sheet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes tables row by row, so that what is long need not be in memory; texts that look like formulas are disarmed. */
public abstract sealed class SheetWriter implements Closeable {
    final boolean chinese;

    private SheetWriter(boolean chinese) {
        this.chinese = chinese;
    }

    /**
     * Begins a file.
     *
     * @param chinese whether the headings are
     */
    public static SheetWriter open(SheetFormat format, OutputStream out, List<Table> tables, boolean chinese)
            throws IOException {
        return switch (format) {
            case CSV -> new Csv(out, tables, chinese);
            case XLSX -> new Xlsx(out, tables, chinese);
        };
    }

    /** The next row of a table; the rows of one table come together, in the order in which the tables were given. */
    public abstract void row(Table table, Map<String, String> cells) throws IOException;

    private static final class Csv extends SheetWriter {
        /** Without it Excel reads the Chinese in the machine's old encoding. */
        private static final char BYTE_ORDER_MARK = '\uFEFF';

        private final CSVPrinter printer;
        private final List<String> columns;
        private final boolean parts;

        Csv(OutputStream out, List<Table> tables, boolean chinese) throws IOException {
            super(chinese);
            parts = tables.size() > 1;
            var names = new LinkedHashSet<String>();
            var headings = new ArrayList<String>();
            if (parts) {
                headings.add(SheetReader.PART.heading(chinese));
            }
            for (var table : tables) {
                for (var column : table.columns()) {
                    if (names.add(column.name())) {
                        headings.add(column.heading(chinese));
                    }
                }
            }
            columns = List.copyOf(names);
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.write(BYTE_ORDER_MARK);
            printer = new CSVPrinter(text, CSVFormat.DEFAULT);
            printer.printRecord(headings);
        }

        @Override
        public void row(Table table, Map<String, String> cells) throws IOException {
            var record = new ArrayList<String>();
            if (parts) {
                record.add(table.title(chinese));
            }
            columns.forEach(column -> record.add(Formulas.escaped(cells.getOrDefault(column, ""))));
            printer.printRecord(record);
        }

        @Override
        public void close() throws IOException {
            printer.close(true);
        }
    }

    private static final class Xlsx extends SheetWriter {
        private static final int FLUSHED_EVERY = 200;

        private final Workbook workbook;
        private final List<Table> tables;
        private int next;
        private @Nullable Worksheet sheet;
        private int rowsInSheet;

        Xlsx(OutputStream out, List<Table> tables, boolean chinese) {
            super(chinese);
            workbook = new Workbook(out, "onestop", null);
            this.tables = tables;
        }

        @Override
        public void row(Table table, Map<String, String> cells) throws IOException {
            var current = sheet;
            while (current == null || tables.get(next - 1) != table) {
                current = nextSheet();
            }
            int column = 0;
            for (var each : table.columns()) {
                var text = cells.getOrDefault(each.name(), "");
                if (!text.isEmpty()) {
                    current.inlineString(rowsInSheet, column, Formulas.escaped(text));
                }
                column++;
            }
            if (++rowsInSheet % FLUSHED_EVERY == 0) {
                current.flush();
            }
        }

        private Worksheet nextSheet() throws IOException {
            if (next == tables.size()) {
                throw new IllegalArgumentException("a row of a table that was not announced or is finished");
            }
            finishSheet();
            var table = tables.get(next++);
            var begun = workbook.newWorksheet(table.title(chinese));
            begun.freezePane(0, 1);
            int column = 0;
            for (var each : table.columns()) {
                begun.inlineString(0, column++, each.heading(chinese));
            }
            rowsInSheet = 1;
            sheet = begun;
            return begun;
        }

        private void finishSheet() throws IOException {
            if (sheet != null) {
                sheet.finish();
            }
        }

        @Override
        public void close() throws IOException {
            while (next < tables.size()) {
                nextSheet();
            }
            finishSheet();
            workbook.finish();
            workbook.close();
        }
    }
}
