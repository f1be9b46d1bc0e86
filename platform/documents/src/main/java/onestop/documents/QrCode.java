package onestop.documents;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** A text as a square of black and white. */
public final class QrCode {
    /** Modules of white around it (ISO/IEC 18004): with less a reader takes the text beside it for a part of it. */
    private static final int QUIET_ZONE = 4;

    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xFFFFFF;

    /**
     * As an image with one point for each module, of ASCII characters: up to about 300 are still read by a phone. Whoever prints it
     * enlarges it, which keeps the edges; an image with more points than the page would lose some of them unevenly.
     */
    public static byte[] png(String text) {
        try {
            var bits = new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            1,
                            1,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE));
            var image = new BufferedImage(bits.getWidth(), bits.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
            for (int x = 0; x < bits.getWidth(); x++) {
                for (int y = 0; y < bits.getHeight(); y++) {
                    image.setRGB(x, y, bits.get(x, y) ? BLACK : WHITE);
                }
            }
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code of " + text.length() + " characters", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private QrCode() {}
}
