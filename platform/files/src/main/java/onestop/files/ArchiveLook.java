package onestop.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import onestop.files.FileLook.Found;
import onestop.files.FileLook.Found.Accepted;
import onestop.files.FileLook.Found.Foreign;
import onestop.files.FileLook.Found.Unsafe;

/**
 * Tells the documents that are archives apart by what they hold. What an archive says of the size of its entries is not
 * believed: they are unpacked into nothing, up to a limit.
 */
final class ArchiveLook {
    private static final int MOST_ENTRIES = 5_000;
    private static final long MOST_UNPACKED = 200L * 1024 * 1024;
    /** So much is always allowed; beyond it, unpacked and packed size stand in a proportion. */
    private static final long UNSUSPICIOUS = 10L * 1024 * 1024;

    private static final int MOST_TIMES = 100;
    private static final int LONGEST_TYPES = 1024 * 1024;

    static Found look(Path file) throws IOException {
        try (var archive = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            if (archive.size() > MOST_ENTRIES || archive.getComment() != null) {
                return new Unsafe();
            }
            var names = new HashSet<String>();
            long allowed = Math.min(MOST_UNPACKED, Math.max(UNSUSPICIOUS, Files.size(file) * MOST_TIMES));
            for (var entries = archive.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (leadsAway(entry.getName()) || isProgram(entry.getName()) || !names.add(entry.getName())) {
                    return new Unsafe();
                }
                allowed -= unpackedSize(archive, entry, allowed);
                if (allowed < 0) {
                    return new Unsafe();
                }
            }
            return typeOf(archive, names);
        } catch (ZipException | IllegalArgumentException _) {
            return new Unsafe(); // encrypted, damaged, or names in no known writing
        }
    }

    private static Found typeOf(ZipFile archive, HashSet<String> names) throws IOException {
        boolean ofd = names.contains("OFD.xml");
        boolean office = names.contains("[Content_Types].xml");
        boolean text = office && names.contains("word/document.xml");
        boolean sheet = office && names.contains("xl/workbook.xml");
        if ((ofd ? 1 : 0) + (text ? 1 : 0) + (sheet ? 1 : 0) > 1 || (office && hasMacros(archive))) {
            return new Unsafe();
        }
        if (ofd) {
            return new Accepted(FileType.OFD);
        }
        if (text) {
            return new Accepted(FileType.DOCX);
        }
        return sheet ? new Accepted(FileType.XLSX) : new Foreign("application/zip");
    }

    private static boolean hasMacros(ZipFile archive) throws IOException {
        try (var types = archive.getInputStream(archive.getEntry("[Content_Types].xml"))) {
            return new String(types.readNBytes(LONGEST_TYPES), StandardCharsets.UTF_8).contains("macroEnabled");
        }
    }

    private static boolean leadsAway(String name) {
        return name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf(':') >= 0
                || ("/" + name + "/").contains("/../");
    }

    private static boolean isProgram(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("vbaproject.bin") || lower.endsWith(".exe") || lower.endsWith(".class");
    }

    private static long unpackedSize(ZipFile archive, ZipEntry entry, long limit) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long size = 0;
        try (InputStream content = archive.getInputStream(entry)) {
            for (int read = content.read(buffer); read >= 0 && size <= limit; read = content.read(buffer)) {
                size += read;
            }
        }
        return size;
    }

    private ArchiveLook() {}
}
