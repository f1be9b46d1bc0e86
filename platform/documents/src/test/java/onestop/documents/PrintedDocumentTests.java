package onestop.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PrintedDocumentTests {
    private static final Instant AT = Instant.parse("2026-03-02T16:05:00Z");

    private final PdfRenderer renderer = new PdfRenderer();
    private final Templates templates =
            new Templates("/template/", value -> value instanceof LocalDate date ? ChineseTime.date(date) : "" + value);

    private byte[] print(String name) {
        var page = templates.fill(
                "v1/",
                "letter",
                Map.of("families", PdfRenderer.FAMILIES, "name", name, "on", LocalDate.of(2026, 3, 2)));
        return renderer.render(page, "标题", AT);
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s", "");
        }
    }

    @Test
    void theSameValuesAtTheSameTimeGiveTheSameBytes() {
        assertThat(print("沂蒙食品有限公司")).isEqualTo(print("沂蒙食品有限公司")).isNotEqualTo(print("红嫂超市"));
    }

    @Test
    void whatIsFilledInIsTextAndWhatIncludesIsFoundBesideIt() throws IOException {
        assertThat(text(print("<b>甲&乙</b>\u0001")))
                .contains("<b>甲&乙</b>〓")
                .contains("2026年3月2日")
                .contains("附页");
    }

    @Test
    void timesAreThoseOfChina() {
        assertThat(ChineseTime.moment(AT)).isEqualTo("2026年3月3日 00:05");
    }

    @Test
    void aTemplateThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> templates.fill("v1/", "nothing", Map.of())).hasMessageContaining("v1/nothing");
    }

    @Test
    void aSquareCodeReadsBack() throws Exception {
        var modules = ImageIO.read(
                new ByteArrayInputStream(QrCode.png("https://hall.example/verify?number=%E8%8E%92&code=ABC")));
        int side = modules.getWidth() * 4;
        var pixels = new int[side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = modules.getRGB(i % side / 4, i / side / 4);
        }
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));

        assertThat(new QRCodeReader().decode(bitmap).getText())
                .isEqualTo("https://hall.example/verify?number=%E8%8E%92&code=ABC");
    }

    /** At 34 mm and 200 points an inch, as a cheap scanner sees it: not one of many may be unreadable. */
    @Test
    void everySquareCodeOnAPageIsRead() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 60; i++) {
            var address = "http://localhost:8080/api/approval/licences/L%08x-LB%012d-L-1/verification?code=%012X"
                    .formatted(random.nextInt(), random.nextLong(1_000_000_000_000L), random.nextLong(1L << 48));
            var page =
                    """
                    <!DOCTYPE html>
                    <html><head><title>t</title><style>body { font-family: %s; } img { width: 34mm; height: 34mm; }</style></head>
                    <body><p>%d</p><img src="data:image/png;base64,%s" alt=""/></body></html>
                    """.formatted(PdfRenderer.FAMILIES, i, Base64.getEncoder().encodeToString(QrCode.png(address)));

            assertThat(read(renderer.render(page, "标题", AT))).as(address).isEqualTo(address);
        }
    }

    private static String read(byte[] pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            var image = new PDFRenderer(document).renderImageWithDPI(0, 200);
            var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            return new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(
                                    new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))),
                            Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
        }
    }
}
