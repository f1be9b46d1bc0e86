package onestop.intake.sheet;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import onestop.intake.sheet.SheetReader.Found;
import onestop.intake.sheet.SheetReader.Headings;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A CSV file as spreadsheets write it: UTF-8 or UTF-16 with a mark, UTF-8 without one, or GB18030; comma, semicolon or tab. */
final class TextFile {
    private static final Charset GB18030 = Charset.forName("GB18030");

    private final byte[] content;
    private final SheetReader reader;

    TextFile(byte[] content, SheetReader reader) {
        this.content = content;
        this.reader = reader;
    }

    void read() {
        var text = decoded();
        if (text.isBlank()) {
            throw SheetReader.refused("sheet-empty");
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n')) {
            throw SheetReader.refused("sheet-unreadable");
        }
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(false)
                .get();
        try (var parser = CSVParser.parse(new StringReader(text), format)) {
            Headings headings = null;
            for (var line : parser) {
                int number = Math.toIntExact(line.getRecordNumber());
                if (headings == null) {
                    headings = headings(line);
                } else {
                    reader.row(reader.severalTables() ? null : reader.table(""), number, headings, found(line));
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException _) {
            // The parser's way to say that a quotation mark is never closed or that something follows a closed one.
            throw SheetReader.refused("sheet-quotes");
        }
    }

    private @Nullable Headings headings(CSVRecord line) {
        var cells = line.stream().map(SheetReader::tidy).toList();
        return cells.stream().allMatch(String::isEmpty)
                ? null
                : reader.headings(reader.tables(), cells, reader.severalTables());
    }

    private static List<Found> found(CSVRecord line) {
        var cells = new ArrayList<Found>(line.size());
        line.forEach(text -> cells.add(Found.text(text)));
        return cells;
    }

    private String decoded() {
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            return decoded(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(0xFF, 0xFE)) {
            return decoded(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(0xFE, 0xFF)) {
            return decoded(StandardCharsets.UTF_16BE, 2);
        }
        var utf8 = decodedOrNull(StandardCharsets.UTF_8, 0);
        return utf8 != null ? utf8 : decoded(GB18030, 0);
    }

    private boolean startsWith(int... mark) {
        if (content.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((content[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private String decoded(Charset charset, int from) {
        var text = decodedOrNull(charset, from);
        if (text == null) {
            throw SheetReader.refused("sheet-encoding");
        }
        return text;
    }

    private @Nullable String decodedOrNull(Charset charset, int from) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content, from, content.length - from))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    /** The one that divides the headings most often. */
    private static char delimiter(String text) {
        var firstLine = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(firstLine, candidate) > count(firstLine, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }
}
