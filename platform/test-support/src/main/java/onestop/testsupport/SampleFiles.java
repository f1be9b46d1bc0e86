package onestop.testsupport;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small files of the kinds that are taken, and of kinds that are not. */
public final class SampleFiles {

    /** A document that nobody else has sent. */
    public static byte[] pdf() {
        return pdf(UUID.randomUUID().toString());
    }

    public static byte[] pdf(String text) {
        return text("""
                %%PDF-1.4
                1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
                2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
                %% %s
                trailer << /Root 1 0 R >>
                %%%%EOF
                """.formatted(text));
    }

    public static byte[] image(String format) {
        var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, UUID.randomUUID().hashCode());
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] ofd() {
        return archive(Map.of("OFD.xml", text("<ofd:OFD/>"), "Doc_0/Document.xml", text("<ofd:Document/>")));
    }

    public static byte[] docx() {
        return archive(Map.of("[Content_Types].xml", text("<Types/>"), "word/document.xml", text("<w:document/>")));
    }

    public static byte[] xlsx() {
        return archive(Map.of("[Content_Types].xml", text("<Types/>"), "xl/workbook.xml", text("<workbook/>")));
    }

    public static byte[] archive(Map<String, byte[]> entries) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (var entry : new LinkedHashMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] joined(byte[]... parts) {
        // Without a buffer that grows: some parts are large, and the heap of tests is small.
        var all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (var part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private SampleFiles() {}
}
