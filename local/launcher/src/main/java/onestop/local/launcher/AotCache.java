package onestop.local.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one program's JVM learned in a training run (JEP 483, 514 and 515): loaded and linked classes, and which
 * methods are hot. It fits exactly one content, one JVM and one set of options, so its name is made from all three.
 *
 * @param jvmOptions that the program is run with, as far as the cache depends on them
 * @param classPath that the program is run with
 */
record AotCache(Path file, List<String> jvmOptions, String classPath) {

    /**
     * The cache for a program as it is now.
     *
     * @param content changes whenever what is on the class path does
     */
    static AotCache of(Path folder, String name, String content, List<String> jvmOptions, String classPath) {
        String fits = content + System.getProperty("java.vm.version") + jvmOptions;
        return new AotCache(folder.resolve(name + "-" + digest(fits) + ".aot"), jvmOptions, classPath);
    }

    boolean trained() {
        return Files.exists(file);
    }

    List<String> useOptions() {
        return List.of("-XX:AOTCache=" + file);
    }

    /** Where a training run writes to. Until it is {@link #accept accepted} nobody starts from it. */
    Path draft() {
        return file.resolveSibling(file.getFileName() + ".draft");
    }

    List<String> recordOptions() {
        return List.of("-XX:AOTCacheOutput=" + draft());
    }

    /**
     * Takes a finished draft into use when a JVM can start from it: a run that was killed leaves a broken one, and a
     * JVM that finds its cache broken goes on without a word.
     *
     * @return whether it was fit for use
     */
    boolean accept() {
        if (!Files.exists(draft())) {
            return false;
        }
        var command = new ArrayList<String>();
        command.add(Jvm.program());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-XX:AOTCache=" + draft(), "-XX:AOTMode=on", "-XX:+VerifySharedSpaces", "-cp", classPath, "-version"));
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean fit = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
            process.destroyForcibly();
            if (fit) {
                removeOlder();
                Files.move(draft(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(draft());
            }
            return fit;
        } catch (IOException e) {
            throw new LauncherException("Cannot keep the AOT cache " + file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while checking " + draft(), e);
        }
    }

    /** Whether this process was given the cache, as everyone is when there is one, and goes on without it. */
    boolean ignoredBy(long pid) {
        return trained() && !Processes.maps(pid, file);
    }

    void forget() {
        Home.delete(file);
    }

    /** What runs that were cut short have left; nobody may be training. */
    static void removeDrafts(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var drafts = Files.newDirectoryStream(folder, "*.aot.draft*")) {
            drafts.forEach(Home::delete);
        } catch (IOException e) {
            throw new LauncherException("Cannot look into " + folder, e);
        }
    }

    private void removeOlder() throws IOException {
        String name = file.getFileName().toString();
        String program = name.substring(0, name.lastIndexOf('-'));
        try (var others = Files.newDirectoryStream(file.getParent(), program + "-*.aot")) {
            for (Path other : others) {
                // one that is mapped by a running JVM stays readable for it
                Files.delete(other);
            }
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
