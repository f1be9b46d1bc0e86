package onestop.local.infrastructure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the archive for this kind of machine on the class path. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}; unpacks it when {@code cache} does not have it yet. */
    static Path unpackedIn(Path cache) {
        var archive = archive();
        var home = cache.toAbsolutePath().resolve("postgres-" + fingerprint(archive));
        if (Files.isDirectory(home)) {
            return home;
        }
        try (var _ = FolderLock.on(cache)) {
            if (!Files.isDirectory(home)) { // else another process has just done it
                var halfDone = cache.toAbsolutePath().resolve("postgres-unpacking");
                delete(halfDone); // left by a process that was killed while unpacking
                unpack(archive, halfDone);
                Files.move(halfDone, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return home;
        } catch (IOException e) {
            throw new InfrastructureException("cannot unpack PostgreSQL into " + cache, e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static URL archive() {
        var name = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64" -> "postgres-linux-arm_64.txz";
            case String other -> throw new InfrastructureException("there is no PostgreSQL for " + other);
        };
        var archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null || !System.getProperty("os.name").equals("Linux")) {
            throw new InfrastructureException("the class path holds no PostgreSQL for this machine (" + name + ")");
        }
        return archive;
    }

    /** Another archive is unpacked beside the old one; its checksum stands in the jar's index, so this costs nothing. */
    private static String fingerprint(URL archive) {
        try {
            if (archive.openConnection() instanceof JarURLConnection jar) {
                return Long.toHexString(jar.getJarEntry().getCrc());
            }
            return Long.toHexString(archive.openConnection().getContentLengthLong());
        } catch (IOException e) {
            throw new InfrastructureException("cannot read " + archive, e);
        }
    }

    private static void unpack(URL archive, Path target) throws IOException {
        Files.createDirectories(target);
        open(target);
        try (var tar = new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(archive.openStream(), 1 << 16)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive reaches outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    open(path);
                } else {
                    Files.createDirectories(path.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                    } else if (entry.isLink()) {
                        Files.createLink(path, target.resolve(entry.getLinkName()));
                    } else {
                        Files.copy(tar, path);
                        Files.setPosixFilePermissions(
                                path,
                                PosixFilePermissions.fromString(
                                        (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }

    /** The server may run as another account, whatever our umask is. */
    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
