package onestop.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/**
 * The folder that holds whatever a run leaves behind.
 *
 * <pre>
 * postgres/, kafka/      data, log and pid file of each
 * issuer/, services/     the same for our own processes; the issuer's key
 * logs/                  what the issuer and the services log, in files of limited size
 * cache/                 programs unpacked and services extracted; can be made again
 * aot/                   what the JVMs have learned; can be made again
 * passwords              of the database roles, readable by the owner only
 * personal-keys          what personal data in the databases is sealed with, readable by the owner only
 * licence-keys           what codes printed on licences are computed with and log heads signed, readable by the owner only
 * evaluation-keys        what codes of invitations are signed and contacts of raters sealed with, readable by the owner only
 * ports                  of the last start, so that other commands find it
 * </pre>
 */
record Home(Path folder) {

    /**
     * What can be made again, but not quickly.
     *
     * @param cache programs unpacked and services extracted
     * @param aot what the JVMs have learned
     */
    record Reusable(Path cache, Path aot) {}

    Home(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    static Home of(Path projectRoot) {
        String set = System.getenv("ONESTOP_HOME");
        return new Home(set == null || set.isBlank() ? projectRoot.resolve(".onestop") : Path.of(set));
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Reusable reusable() {
        return new Reusable(folder.resolve("cache"), folder.resolve("aot"));
    }

    Path issuer() {
        return folder.resolve("issuer");
    }

    Path service(String name) {
        return folder.resolve("services").resolve(name);
    }

    Path passwords() {
        return folder.resolve("passwords");
    }

    Path personalKeys() {
        return folder.resolve("personal-keys");
    }

    Path licenceKeys() {
        return folder.resolve("licence-keys");
    }

    Path evaluationKeys() {
        return folder.resolve("evaluation-keys");
    }

    Path ports() {
        return folder.resolve("ports");
    }

    Path training() {
        return folder.resolve("training");
    }

    /** Only its owner may list it; others may pass, because PostgreSQL started by root runs as another account. */
    void create() {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            Files.createDirectories(logs());
        } catch (IOException e) {
            throw new LauncherException("Cannot write to " + folder + "; choose another folder with ONESTOP_HOME", e);
        }
    }

    /** Removes all data; what is only a copy of something else stays. */
    void empty() {
        List.of(
                        folder.resolve("postgres"),
                        folder.resolve("kafka"),
                        issuer(),
                        folder.resolve("services"),
                        passwords(),
                        personalKeys(),
                        licenceKeys(),
                        evaluationKeys())
                .forEach(Home::delete);
    }

    /** Tries again for a few seconds: a process that has just been killed may still write while it dies. */
    static void delete(Path path) {
        long until = System.nanoTime() + 5_000_000_000L;
        while (Files.exists(path)) {
            try (var below = Files.walk(path)) {
                for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException | UncheckedIOException e) {
                if (System.nanoTime() > until) {
                    throw new LauncherException("Cannot remove " + path + ": " + e.getMessage(), e);
                }
                Thread.onSpinWait();
            }
        }
    }
}
