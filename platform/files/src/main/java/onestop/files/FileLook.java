package onestop.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/**
 * Finds out what a content is from the content alone, and refuses what is two things at once: a picture with an archive
 * behind it passes for a picture here and for a program elsewhere.
 */
public final class FileLook {
    private static final int HEAD = 8;
    private static final int ARCHIVE_END = 22;
    private static final int LONGEST_ARCHIVE_COMMENT = 65_535;
    private static final int PDF_TAIL = 1_024;

    private static final byte[] ARCHIVE = {'P', 'K', 3, 4};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    /** What a content turned out to be. */
    public sealed interface Found {
        record Accepted(FileType type) implements Found {}

        /** Another kind of content than we take. */
        record Foreign(String mediaType) implements Found {}

        /** One of our kinds, and something else besides; or made to do harm. */
        record Unsafe() implements Found {}
    }

    /** Looks at a content that lies in a file. */
    public static Found look(Path file) throws IOException {
        try (var content = new RandomAccessFile(file.toFile(), "r")) {
            byte[] head = bytes(content, 0, HEAD);
            if (startsWith(head, ARCHIVE)) {
                return ArchiveLook.look(file);
            }
            var mediaType = detected(file);
            for (var type : FileType.values()) {
                if (type.mediaType().equals(mediaType)) {
                    return isOnlyThat(type, content, head) ? new Found.Accepted(type) : new Found.Unsafe();
                }
            }
            return new Found.Foreign(mediaType);
        }
    }

    private static String detected(Path file) throws IOException {
        try (var stream = new BufferedInputStream(Files.newInputStream(file))) {
            return TYPES.detect(stream, new Metadata()).getBaseType().toString();
        }
    }

    private static boolean isOnlyThat(FileType type, RandomAccessFile content, byte[] head) throws IOException {
        return !endsAsArchive(content)
                && switch (type) {
                    case PDF -> startsWith(head, PDF) && tail(content, PDF_TAIL).contains("%%EOF");
                    case JPEG ->
                        startsWith(head, JPEG)
                                && tail(content, LONGEST_ARCHIVE_COMMENT).contains("\u00ff\u00d9");
                    case PNG -> startsWith(head, PNG) && endsWithItsLastChunk(content);
                    case TIFF -> true;
                    case OFD, DOCX, XLSX -> false; // are archives
                };
    }

    /** A PNG is a row of chunks, each with its length before and a checksum behind; IEND is the last. */
    private static boolean endsWithItsLastChunk(RandomAccessFile content) throws IOException {
        long size = content.length();
        long at = PNG.length;
        while (at + 12 <= size) {
            content.seek(at);
            long length = Integer.toUnsignedLong(content.readInt());
            byte[] name = bytes(content, at + 4, 4);
            at += 12 + length;
            if (new String(name, StandardCharsets.US_ASCII).equals("IEND")) {
                return at == size;
            }
        }
        return false;
    }

    /** An archive is found from its end: a record that tells how much of a comment follows up to the end of the file. */
    private static boolean endsAsArchive(RandomAccessFile content) throws IOException {
        long size = content.length();
        int length = (int) Math.min(size, LONGEST_ARCHIVE_COMMENT + ARCHIVE_END);
        byte[] end = bytes(content, size - length, length);
        for (int at = end.length - ARCHIVE_END; at >= 0; at--) {
            if (end[at] == 'P' && end[at + 1] == 'K' && end[at + 2] == 5 && end[at + 3] == 6) {
                int comment = Byte.toUnsignedInt(end[at + 20]) | Byte.toUnsignedInt(end[at + 21]) << 8;
                if (at + ARCHIVE_END + comment == end.length) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String tail(RandomAccessFile content, int most) throws IOException {
        int length = (int) Math.min(content.length(), most);
        return new String(bytes(content, content.length() - length, length), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(RandomAccessFile content, long from, int length) throws IOException {
        byte[] read = new byte[(int) Math.min(length, content.length() - from)];
        content.seek(from);
        content.readFully(read);
        return read;
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        if (content.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (content[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private FileLook() {}
}
