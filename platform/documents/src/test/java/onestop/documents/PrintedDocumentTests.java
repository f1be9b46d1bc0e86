package onestop.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
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
        var image = ImageIO.read(
                new ByteArrayInputStream(QrCode.png("https://hall.example/verify?number=%E8%8E%92&code=ABC")));
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var bitmap = new BinaryBitmap(
                new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels)));

        assertThat(new QRCodeReader().decode(bitmap).getText())
                .isEqualTo("https://hall.example/verify?number=%E8%8E%92&code=ABC");
    }
}
