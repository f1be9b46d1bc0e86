package onestop.local.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/**
 * An application's jar taken apart into plain jars: it starts faster so, and only so can it start from an AOT cache.
 * The folder is named after what the jar holds, and is there whole or not at all.
 */
final class Extraction {

    private Extraction() {}

    /** The jar to start, extracted now if it has not been before. */
    static Path of(Path jar, Path cache) {
        Path folder = folder(jar, cache);
        Path extracted = place(jar, cache);
        if (Files.exists(extracted)) {
            return extracted;
        }
        try {
            Files.createDirectories(all(cache));
            Path draft = Files.createTempDirectory(all(cache), name(jar) + "-extracting-");
            extract(jar, draft);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            return extracted;
        } catch (IOException e) {
            throw new LauncherException("Cannot extract " + jar + " into " + folder, e);
        }
    }

    private static Path all(Path cache) {
        return cache.resolve("applications");
    }

    private static Path folder(Path jar, Path cache) {
        return all(cache).resolve(name(jar) + "-" + fingerprint(jar));
    }

    private static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    /**
     * Names the content of a jar by the checksums in its index, which costs no reading of the content. A jar that was
     * only built again, from the same sources, keeps its name.
     */
    static String fingerprint(Path jar) {
        try (var zip = new ZipFile(jar.toFile())) {
            var digest = MessageDigest.getInstance("SHA-256");
            zip.stream()
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .forEach(entry -> digest.update("%s %x %d\n"
                            .formatted(entry.getName(), entry.getCrc(), entry.getSize())
                            .getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (IOException e) {
            throw new LauncherException("%s is not a whole jar; build it again with ./onestop build".formatted(jar), e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void extract(Path jar, Path target) throws IOException {
        Path log = target.resolve("extract.log");
        var process = new ProcessBuilder(
                        Jvm.program(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        target.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new LauncherException("%s cannot be extracted: %s".formatted(jar, Files.readString(log)));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while extracting " + jar, e);
        }
        Files.delete(log);
    }

    /** Where the jar to start is, once it has been extracted. */
    static Path place(Path jar, Path cache) {
        return folder(jar, cache).resolve(jar.getFileName());
    }

    /** Removes what was extracted from former builds. Nobody may be running from it. */
    static void removeOthers(Path jar, Path cache) {
        Path keep = folder(jar, cache);
        try (var all = Files.newDirectoryStream(all(cache), name(jar) + "-*")) {
            for (Path each : all) {
                if (!each.equals(keep)) {
                    Home.delete(each);
                }
            }
        } catch (IOException e) {
            throw new LauncherException("Cannot look into " + all(cache), e);
        }
    }
}
