package onestop.intake.sheet;

import java.util.List;
import java.util.Optional;

/** A table by its name and its columns: a sheet of a workbook, or a part of a CSV file. */
public record Table(String name, String nameZh, List<Column> columns) {

    public Table {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table without columns: " + name);
        }
    }

    /** The only table of a file; its rows are named {@code rows[7]}. */
    public static Table of(Column... columns) {
        return new Table("rows", "数据", List.of(columns));
    }

    Optional<Column> headedBy(String heading) {
        return columns.stream().filter(column -> column.headedBy(heading)).findFirst();
    }

    boolean calledBy(String text) {
        return name.equalsIgnoreCase(text) || nameZh.equals(text);
    }

    String title(boolean chinese) {
        return chinese ? nameZh : name;
    }
}
