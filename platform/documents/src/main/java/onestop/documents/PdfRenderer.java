package onestop.documents;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * XHTML to PDF, with Chinese fonts embedded as far as they are used. The same text at the same time gives the same
 * bytes. It takes processor time and some memory: callers who answer requests bound how many print at once.
 */
public class PdfRenderer {
    /** What the fonts have no shape for is shown as this, as printers do, instead of being dropped. */
    public static final String NO_SHAPE = "〓";

    private static final List<Font> FONTS = Stream.of("wqy-microhei", "droid-sans-fallback-rare")
            .map(Font::load)
            .toList();

    /** The families for a style sheet, Chinese first: what comes first is what most characters are found in. */
    public static final String FAMILIES = "'wqy-microhei', 'droid-sans-fallback-rare'";

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Font(String family, byte[] file, CmapLookup characters) {
        static Font load(String family) {
            var name = "/onestop/documents/fonts/" + family + ".ttf";
            try (var stream = Objects.requireNonNull(PdfRenderer.class.getResourceAsStream(name), name)) {
                byte[] file = stream.readAllBytes();
                try (var parsed = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
                    return new Font(family, file, parsed.getUnicodeCmapLookup());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether the embedded fonts can show the character. */
    public static boolean hasShape(int character) {
        return FONTS.stream().anyMatch(font -> font.characters().getGlyphId(character) != 0);
    }

    /**
     * @param xhtml well-formed, refers to nothing outside itself but {@code data:} images
     * @param at the time the document carries as its own
     */
    public byte[] render(String xhtml, String title, Instant at) {
        var out = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            var builder = new PdfRendererBuilder()
                    .useUriResolver((_, uri) -> uri.startsWith("data:") ? uri : null)
                    .withProducer("One-stop enterprise services")
                    .usePDDocument(document)
                    .withHtmlContent(xhtml, null)
                    .toStream(OutputStream.nullOutputStream());
            for (var font : FONTS) {
                builder.useFont(
                        () -> new ByteArrayInputStream(font.file()), font.family(), 400, FontStyle.NORMAL, true);
            }
            try (var renderer = builder.buildPdfRenderer()) {
                renderer.layout();
                renderer.createPDFWithoutClosing();
                stamp(document, title, GregorianCalendar.from(at.atZone(ChineseTime.ZONE)));
                document.setDocumentId(at.toEpochMilli());
                document.save(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void stamp(PDDocument document, String title, Calendar at) {
        var information = document.getDocumentInformation();
        information.setTitle(title);
        information.setCreationDate(at);
        information.setModificationDate(at);
    }
}
