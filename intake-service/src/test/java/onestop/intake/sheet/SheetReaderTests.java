package onestop.intake.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import onestop.intake.input.Complaints;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetReaderTests {
    private static final Table BRANCHES = Table.of(
            Column.required("usci", "统一社会信用代码"),
            Column.required("name", "名称"),
            Column.optional("openedOn", "开业日期"),
            Column.optional("staff", "人数"),
            Column.optional("chain", "连锁"));
    private static final Table UNITS =
            new Table("units", "单位", List.of(Column.required("key", "键"), Column.required("name", "名称")));
    private static final Table ITEMS =
            new Table("items", "事项", List.of(Column.required("code", "编码"), Column.required("days", "时限")));
    private static final SheetLimits LIMITS = SheetLimits.rows(3).withCellLength(20);

    private final List<SheetRow> rows = new ArrayList<>();

    private int read(byte[] content, SheetLimits limits, Table... tables) throws IOException {
        return SheetReader.read(new ByteArrayInputStream(content), List.of(tables), limits, rows::add);
    }

    private int read(String csv) throws IOException {
        return read(csv.getBytes(StandardCharsets.UTF_8), LIMITS, BRANCHES);
    }

    private List<String> refused(byte[] content, SheetLimits limits, Table... tables) {
        return Complaints.of(catchThrowable(() -> read(content, limits, tables)));
    }

    private List<String> refused(String csv) {
        return refused(csv.getBytes(StandardCharsets.UTF_8), LIMITS, BRANCHES);
    }

    private List<String> complaints() {
        return rows.stream()
                .flatMap(row -> Complaints.of(row.errors()).stream())
                .toList();
    }

    private interface Filling {
        void fill(Workbook workbook) throws IOException;
    }

    private static byte[] workbook(Filling filling) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "test", null)) {
            filling.fill(workbook);
        }
        return out.toByteArray();
    }

    private static void texts(Worksheet sheet, int row, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            sheet.value(row, i, texts[i]);
        }
    }

    @Test
    void columnsAreFoundByEnglishOrChineseHeadingsInAnyOrder() throws Exception {
        int count = read("名称,USCI,staff\n 甲店　,91371327MA3C000001,12\n\n\"乙\"\"店\"\"\",91371327MA3C000002,\n");

        assertThat(count).isEqualTo(2);
        assertThat(rows).extracting(row -> row.text("name")).containsExactly("甲店", "乙\"店\"");
        assertThat(rows).extracting(SheetRow::number).containsExactly(2, 4);
        assertThat(rows.getFirst().number("staff")).isEqualTo(12);
        assertThat(rows.getLast().number("staff")).isNull();
        assertThat(rows.getLast().has("staff")).isFalse();
        assertThat(rows).allMatch(SheetRow::sound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE-mark", "GB18030", "UTF-8-mark"})
    void chineseIsReadInEveryEncodingASpreadsheetWrites(String encoding) throws Exception {
        var text = "usci,name\n1,莒南县煎饼店\n";
        byte[] content = switch (encoding) {
            case "UTF-16LE-mark" -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
            case "UTF-8-mark" -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            default -> text.getBytes(Charset.forName(encoding));
        };

        read(content, LIMITS, BRANCHES);

        assertThat(rows.getFirst().text("name")).isEqualTo("莒南县煎饼店");
    }

    @Test
    void semicolonsAndTabsDivideToo() throws Exception {
        read("usci;name\n1;甲,乙\n");
        read("usci\tname\n2\t丙;丁\n");

        assertThat(rows).extracting(row -> row.text("name")).containsExactly("甲,乙", "丙;丁");
    }

    @Test
    void whatIsNoTableIsRefusedWithTheReason() throws Exception {
        assertThat(refused("")).containsExactly("file sheet-empty");
        assertThat(refused(" \n \n")).containsExactly("file sheet-empty");
        assertThat(refused("usci,name\n")).containsExactly("file sheet-empty");
        assertThat(refused("usci,name\n1,\"never closed\n")).containsExactly("file sheet-quotes");
        assertThat(refused("usci,name\n1,\"closed\" and more\n")).containsExactly("file sheet-quotes");
        assertThat(refused(new byte[] {'%', 'P', 'D', 'F', 0, 1, 2}, LIMITS, BRANCHES))
                .containsExactly("file sheet-unreadable");
        assertThat(refused(new byte[] {'a', (byte) 0xFF, (byte) 0xFF}, LIMITS, BRANCHES))
                .containsExactly("file sheet-encoding");
        assertThat(refused(new byte[] {'P', 'K', 3, 4, 9, 9, 9, 9}, LIMITS, BRANCHES))
                .containsExactly("file sheet-unreadable");
        assertThat(refused(
                        new byte[] {
                            (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
                        },
                        LIMITS,
                        BRANCHES))
                .containsExactly("file sheet-protected");
        assertThat(refused(zip("readme.txt", "no workbook"), LIMITS, BRANCHES))
                .containsExactly("file sheet-unreadable");
    }

    @Test
    void aWorkbookCutOffIsRefused() throws Exception {
        var whole = workbook(book -> {
            var sheet = book.newWorksheet("a");
            texts(sheet, 0, "usci", "name");
            texts(sheet, 1, "1", "甲");
        });

        for (int length = 8; length < whole.length; length += 97) {
            assertThat(refused(Arrays.copyOf(whole, length), LIMITS, BRANCHES))
                    .as("%d bytes", length)
                    .containsExactly("file sheet-unreadable");
        }
    }

    @Test
    void anArchiveThatUnpacksToTooMuchIsRefusedBeforeItIsRead() throws Exception {
        var bomb = zip("xl/sharedStrings.xml", "0".repeat(3 << 20));
        assertThat(bomb.length).isLessThan(1 << 14);

        assertThat(refused(bomb, LIMITS.withMegabytes(1, 2), BRANCHES))
                .containsExactly("file sheet-unpacks-to-too-much");
    }

    private static byte[] zip(String name, String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test // somebody may try to have the server read its own files
    void entitiesInAWorkbookAreNotResolved() throws Exception {
        var whole = workbook(book -> {
            var sheet = book.newWorksheet("a");
            texts(sheet, 0, "usci", "name");
            sheet.inlineString(1, 0, "1");
            sheet.inlineString(1, 1, "HERE");
        });
        var out = new ByteArrayOutputStream();
        try (var in = ZipFile.builder().setByteArray(whole).get();
                var zip = new ZipOutputStream(out)) {
            for (var entry : Collections.list(in.getEntries())) {
                var text = new String(in.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                if (entry.getName().contains("worksheets/")) {
                    assertThat(text).contains("HERE");
                    text = text.replaceFirst("\\?>", "?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>")
                            .replace("HERE", "&e;");
                }
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }

        var thrown = catchThrowable(() -> read(out.toByteArray(), LIMITS, BRANCHES));

        if (thrown == null) {
            assertThat(rows).allMatch(row -> row.text("name").isEmpty());
        } else {
            assertThat(Complaints.of(thrown)).containsExactly("file sheet-unreadable");
        }
    }

    @Test
    void headingsAreHeldAgainstTheTable() {
        assertThat(refused("usci,nmae,usci\n1,2,3\n"))
                .containsExactly("file sheet-column-unknown", "file sheet-column-twice", "file sheet-column-missing");
        assertThat(refused("usci,统一社会信用代码,name\n1,2,3\n")).containsExactly("file sheet-column-twice");
        assertThat(refused("a,".repeat(101) + "\n1\n")).containsExactly("file sheet-too-many-columns");
    }

    @Test
    void howMuchIsReadIsLimited() {
        assertThat(refused("usci,name\n1,a\n2,b\n3,c\n4,d\n")).containsExactly("file sheet-too-many-rows");
        assertThat(rows).as("a refused file hands over nothing").isEmpty();
        assertThat(refused("usci,name\n1," + "x".repeat(1 << 20), LIMITS.withMegabytes(1, 2)))
                .containsExactly("file sheet-too-large");
    }

    private List<String> refused(String csv, SheetLimits limits) {
        return refused(csv.getBytes(StandardCharsets.UTF_8), limits, BRANCHES);
    }

    @Test
    void aBadCellIsTheFaultOfItsRowOnly() throws Exception {
        read("usci,name,staff,chain,openedOn,\n"
                + "1," + "长".repeat(21) + ",many,maybe,2026-02-30,\n"
                + "2,好,5,是,2026年3月2日,\n"
                + "3,坏,5,否,2026/3/2,lost\n");

        var bad = rows.getFirst();
        assertThat(bad.number("staff")).isNull();
        assertThat(bad.yes("chain")).isNull();
        assertThat(bad.date("openedOn")).isNull();
        assertThat(bad.required("name")).isEmpty();
        assertThat(Complaints.of(bad.errors()))
                .containsExactly(
                        "rows[2].name too-long",
                        "rows[2].staff whole-number",
                        "rows[2].chain true-or-false",
                        "rows[2].openedOn date"); // what is too long is not missing as well
        assertThat(rows.get(1).sound()).isTrue();
        assertThat(rows.get(1).yes("chain")).isTrue();
        assertThat(rows.get(1).date("openedOn")).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(Complaints.of(rows.get(2).errors())).containsExactly("rows[4].F cell-without-heading");
    }

    @Test
    void aWorkbookIsReadAsPeopleSeeIt() throws Exception {
        var content = workbook(book -> {
            var sheet = book.newWorksheet("随便");
            texts(sheet, 0, "统一社会信用代码", "名称", "开业日期", "人数", "连锁");
            sheet.value(1, 0, "913713270000000012");
            sheet.value(1, 1, 20);
            sheet.value(1, 2, LocalDate.of(2026, 3, 2));
            sheet.style(1, 2).format("yyyy-MM-dd").set();
            sheet.value(1, 3, 12.0);
            sheet.value(1, 4, true);
            sheet.value(3, 0, 913713270000000012L);
            sheet.value(3, 1, "号码被当作数字");
            book.newWorksheet("说明").value(0, 0, "不读");
        });

        read(content, LIMITS, BRANCHES);

        var row = rows.getFirst();
        assertThat(row.number()).isEqualTo(2);
        assertThat(row.text("usci")).isEqualTo("913713270000000012");
        assertThat(row.text("name")).isEqualTo("20");
        assertThat(row.date("openedOn")).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(row.number("staff")).isEqualTo(12);
        assertThat(row.yes("chain")).isTrue();
        assertThat(Complaints.of(rows.getLast().errors())).containsExactly("rows[4].usci cell-long-number");
    }

    @Test
    void severalTablesAreSheetsOfAWorkbookOrPartsOfAText() throws Exception {
        var content = workbook(book -> {
            var units = book.newWorksheet("单位");
            texts(units, 0, "key", "name");
            texts(units, 1, "XZSP", "审批局");
            var items = book.newWorksheet("ITEMS");
            texts(items, 0, "编码", "时限");
            texts(items, 1, "SP-XB", "5");
        });
        read(content, LIMITS, UNITS, ITEMS);
        read(
                "part,key,name,code,days\n单位,XZSP,审批局,,\nitems,,,SP-XB,5\n".getBytes(StandardCharsets.UTF_8),
                LIMITS,
                UNITS,
                ITEMS);

        assertThat(rows).extracting(SheetRow::table).containsExactly(UNITS, ITEMS, UNITS, ITEMS);
        assertThat(rows).allMatch(SheetRow::sound);
        assertThat(rows.get(3).field("code")).isEqualTo("items[3].code");
        assertThat(rows.get(3).number("days")).isEqualTo(5);
    }

    @Test
    void aRowOfNoTableOrWithCellsOfAnotherIsBad() throws Exception {
        read(
                "part,key,name,code,days\nroads,A,B,,\nunits,XZSP,局,X,\n".getBytes(StandardCharsets.UTF_8),
                LIMITS,
                UNITS,
                ITEMS);

        assertThat(complaints())
                .contains("rows[2].part one-of", "units[3].code cell-of-another-part")
                .doesNotContain("units[3].name cell-of-another-part");
        var unknown = workbook(book -> book.newWorksheet("Roads").value(0, 0, "key"));
        assertThat(refused(unknown, LIMITS, UNITS, ITEMS)).containsExactly("file sheet-part-unknown");
    }

    @ParameterizedTest
    @EnumSource(SheetFormat.class)
    void whatIsWrittenIsReadTheSame(SheetFormat format) throws Exception {
        var nasty = List.of("=1+1", "+86 539", "-5", "-cmd", "@x", "'=quoted", "a\"b,c;d\te\nf", "普通", "0012", "'");
        for (boolean chinese : new boolean[] {true, false}) {
            rows.clear();
            var out = new ByteArrayOutputStream();
            try (var writer = SheetWriter.open(format, out, List.of(UNITS, ITEMS), chinese)) {
                for (var text : nasty) {
                    writer.row(UNITS, Map.of("key", "K", "name", text));
                }
                writer.row(ITEMS, Map.of("code", "C", "days", "5"));
            }

            read(out.toByteArray(), SheetLimits.rows(100), UNITS, ITEMS);

            assertThat(rows).allMatch(SheetRow::sound);
            assertThat(rows)
                    .filteredOn(row -> row.table() == UNITS)
                    .extracting(row -> row.text("name"))
                    .containsExactlyElementsOf(nasty);
            assertThat(rows.getLast().text("days")).isEqualTo("5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)"})
    void formulasAreDisarmed(String formula) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var writer = SheetWriter.open(SheetFormat.CSV, out, List.of(UNITS), false)) {
            writer.row(UNITS, Map.of("key", "K", "name", formula));
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("'" + formula).doesNotContain("," + formula);
    }
}
