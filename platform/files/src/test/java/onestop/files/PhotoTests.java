package onestop.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.GpsDirectory;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import onestop.testsupport.SampleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PhotoTests {
    @TempDir
    Path folder;

    @Test
    void thePlaceAndTheCameraAreNotKept() throws Exception {
        var taken = withExif(jpeg(picture(40, 20)), 1);
        assertThat(directories(taken)).contains("Exif IFD0", "GPS");

        var kept = photo(taken, FileType.JPEG);

        assertThat(directories(kept.bytes())).doesNotContain("Exif IFD0", "GPS", "Exif SubIFD", "XMP");
        assertThat(new String(kept.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("Phone of Zhang");
    }

    @ParameterizedTest(name = "held as {0}: {1}x{2}, red in the {3}")
    @CsvSource({
        "1, 40, 20, LEFT_TOP",
        "2, 40, 20, RIGHT_TOP",
        "3, 40, 20, RIGHT_BOTTOM",
        "4, 40, 20, LEFT_BOTTOM",
        "5, 20, 40, LEFT_TOP",
        "6, 20, 40, RIGHT_TOP",
        "7, 20, 40, RIGHT_BOTTOM",
        "8, 20, 40, LEFT_BOTTOM"
    })
    void thePictureIsUpright(int orientation, int width, int height, Corner red) throws Exception {
        var kept = photo(withExif(jpeg(picture(40, 20)), orientation), FileType.JPEG);

        var picture = ImageIO.read(new ByteArrayInputStream(kept.bytes()));
        assertThat(picture.getWidth()).isEqualTo(width);
        assertThat(picture.getHeight()).isEqualTo(height);
        assertThat(Arrays.stream(Corner.values()).filter(corner -> corner.isRed(picture)))
                .containsExactly(red);
    }

    @Test
    void whatIsHiddenBehindThePixelsOfAPngIsNotKept() throws Exception {
        var image = SampleFiles.image("png");
        var text = "tEXtComment\0Phone of Zhang".getBytes(StandardCharsets.ISO_8859_1);
        var chunk = ByteBuffer.allocate(8 + text.length)
                .putInt(text.length - 4)
                .put(text)
                .putInt(crc(text));
        var header = 8 + 25; // signature and IHDR
        var sample = SampleFiles.joined(
                Arrays.copyOf(image, header), chunk.array(), Arrays.copyOfRange(image, header, image.length));

        var kept = photo(sample, FileType.PNG);

        assertThat(new String(sample, StandardCharsets.ISO_8859_1)).contains("Zhang");
        assertThat(new String(kept.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("Zhang");
        assertThat(ImageIO.read(new ByteArrayInputStream(kept.bytes())).getRGB(1, 1))
                .isEqualTo(ImageIO.read(new ByteArrayInputStream(image)).getRGB(1, 1));
    }

    @Test
    void aLargePictureIsKeptSmaller() throws Exception {
        var kept = photo(jpeg(picture(6_000, 3_000)), FileType.JPEG);

        var picture = ImageIO.read(new ByteArrayInputStream(kept.bytes()));
        assertThat(picture.getWidth()).isEqualTo(2_000);
        assertThat(picture.getHeight()).isEqualTo(1_000);
    }

    /** A few bytes that claim to be 60,000 by 60,000 pixels. */
    @Test
    void aPictureThatIsSmallAndSaysItIsHugeIsNotUnpacked() throws Exception {
        var image = SampleFiles.image("png");
        ByteBuffer.wrap(image).putInt(16, 60_000).putInt(20, 60_000);
        var header = Arrays.copyOfRange(image, 12, 29);
        ByteBuffer.wrap(image).putInt(29, crc(header));

        assertThat(Photo.from(file(image), FileType.PNG)).isEmpty();
    }

    @Test
    void aDamagedPictureIsNone() throws Exception {
        var image = jpeg(picture(400, 200));

        assertThat(Photo.from(file(Arrays.copyOf(image, 30)), FileType.JPEG)).isEmpty();
        assertThat(Photo.from(file(SampleFiles.text("not a picture")), FileType.PNG))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"JPEG", "PNG"})
    void otherKindsAreNoPhotographs(FileType type) throws Exception {
        assertThat(Photo.from(file(SampleFiles.pdf()), type)).isEmpty();
    }

    enum Corner {
        LEFT_TOP(false, false),
        RIGHT_TOP(true, false),
        LEFT_BOTTOM(false, true),
        RIGHT_BOTTOM(true, true);

        private final boolean right;
        private final boolean bottom;

        Corner(boolean right, boolean bottom) {
            this.right = right;
            this.bottom = bottom;
        }

        boolean isRed(BufferedImage picture) {
            var colour =
                    new Color(picture.getRGB(right ? picture.getWidth() - 3 : 2, bottom ? picture.getHeight() - 3 : 2));
            return colour.getRed() > 150 && colour.getBlue() < 100;
        }
    }

    /** Blue, with red in the upper left. */
    private static BufferedImage picture(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(Color.BLUE);
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, Math.min(width, height) / 2, Math.min(width, height) / 2);
        pen.dispose();
        return picture;
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", out);
        return out.toByteArray();
    }

    /** Puts an EXIF segment behind the start: the orientation, the owner of the camera, and where it was. */
    private static byte[] withExif(byte[] jpeg, int orientation) {
        var artist = "Phone of Zhang\0\0".getBytes(StandardCharsets.US_ASCII);
        var tiff = ByteBuffer.allocate(200);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 3);
        entry(tiff, ExifDirectoryBase.TAG_ORIENTATION, 3, 1, orientation << 16);
        entry(tiff, ExifDirectoryBase.TAG_ARTIST, 2, artist.length, 50);
        entry(tiff, 0x8825, 4, 1, 66);
        tiff.putInt(0).put(artist);
        tiff.putShort((short) 2);
        entry(tiff, GpsDirectory.TAG_LATITUDE_REF, 2, 2, 'N' << 24);
        entry(tiff, GpsDirectory.TAG_LATITUDE, 5, 3, 96);
        tiff.putInt(0);
        tiff.putInt(35).putInt(1).putInt(10).putInt(1).putInt(0).putInt(1);
        var content = Arrays.copyOf(tiff.array(), tiff.position());
        var segment = ByteBuffer.allocate(4 + 6 + content.length)
                .putShort((short) 0xffe1)
                .putShort((short) (2 + 6 + content.length))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(content);
        return SampleFiles.joined(Arrays.copyOf(jpeg, 2), segment.array(), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static int crc(byte[] chunk) {
        var crc = new java.util.zip.CRC32();
        crc.update(chunk);
        return (int) crc.getValue();
    }

    private static java.util.List<String> directories(byte[] picture) throws Exception {
        var names = new java.util.ArrayList<String>();
        ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture))
                .getDirectories()
                .forEach(directory -> names.add(directory.getName()));
        return names;
    }

    private Photo photo(byte[] content, FileType type) throws IOException {
        return Photo.from(file(content), type).orElseThrow();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "photo", ""), content);
    }
}
