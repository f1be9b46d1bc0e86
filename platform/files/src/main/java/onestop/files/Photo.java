package onestop.files;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A photograph made anew from its pixels: upright, and without a place, a time, a device or anything else that the camera
 * wrote beside them, and without what somebody may have hidden.
 *
 * @param bytes a JPEG, or a PNG when it was one
 */
public record Photo(FileType type, byte[] bytes) {
    /** Pixels of the largest picture that is read. */
    public static final long MOST_PIXELS = 40_000_000L;

    /** The longer side of what is kept, in pixels. */
    public static final int LONGEST_SIDE = 2_560;

    private static final float QUALITY = 0.85f;

    /** Reads a picture; empty when it cannot be read or is too large. */
    public static Optional<Photo> from(Path file, FileType type) throws IOException {
        if (type != FileType.JPEG && type != FileType.PNG) {
            return Optional.empty();
        }
        var readers = ImageIO.getImageReadersByFormatName(type == FileType.PNG ? "png" : "jpeg");
        if (!readers.hasNext()) {
            throw new IllegalStateException("this Java reads no " + type);
        }
        var reader = readers.next();
        try (var input = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            reader.setInput(input, true, true);
            return read(reader).map(picture -> new Photo(type, written(upright(picture, orientation(file)), type)));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException _) {
            return Optional.empty(); // a damaged picture; the reader has many ways to say so
        } finally {
            reader.dispose();
        }
    }

    /** The size is looked at before anything is unpacked; a large one is read in steps of several pixels. */
    private static Optional<BufferedImage> read(ImageReader reader) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > MOST_PIXELS) {
            return Optional.empty();
        }
        var parameters = reader.getDefaultReadParam();
        int step = (int) Math.max(1, Math.ceilDiv(Math.max(width, height), LONGEST_SIDE));
        parameters.setSourceSubsampling(step, step, 0, 0);
        return Optional.of(reader.read(0, parameters));
    }

    /** How the camera was held, 1 (upright) to 8, as EXIF counts. */
    private static int orientation(Path file) {
        try {
            var directory =
                    ImageMetadataReader.readMetadata(file.toFile()).getFirstDirectoryOfType(ExifIFD0Directory.class);
            int found = directory != null && directory.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
                    ? directory.getInt(ExifIFD0Directory.TAG_ORIENTATION)
                    : 1;
            return found < 1 || found > 8 ? 1 : found;
        } catch (IOException | ImageProcessingException | MetadataException _) {
            return 1;
        }
    }

    private static BufferedImage upright(BufferedImage picture, int orientation) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var turn = new AffineTransform();
        switch (orientation) {
            case 2 -> turn.setTransform(-1, 0, 0, 1, width, 0);
            case 3 -> turn.setTransform(-1, 0, 0, -1, width, height);
            case 4 -> turn.setTransform(1, 0, 0, -1, 0, height);
            case 5 -> turn.setTransform(0, 1, 1, 0, 0, 0);
            case 6 -> turn.setTransform(0, 1, -1, 0, height, 0);
            case 7 -> turn.setTransform(0, -1, -1, 0, height, width);
            case 8 -> turn.setTransform(0, -1, 1, 0, 0, width);
            default -> turn.setToIdentity();
        }
        var swapped = orientation > 4;
        var upright = new BufferedImage(swapped ? height : width, swapped ? width : height, BufferedImage.TYPE_INT_RGB);
        var pen = upright.createGraphics();
        pen.setColor(Color.WHITE); // behind what is transparent
        pen.fillRect(0, 0, upright.getWidth(), upright.getHeight());
        pen.drawImage(picture, turn, null);
        pen.dispose();
        return upright;
    }

    private static byte[] written(BufferedImage picture, FileType type) {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName(type == FileType.PNG ? "png" : "jpeg")
                .next();
        try (var output = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(output);
            var parameters = writer.getDefaultWriteParam();
            if (type == FileType.JPEG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException e) {
            throw new IllegalStateException("a picture in memory cannot be written", e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
