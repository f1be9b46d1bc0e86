package onestop.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Random secrets, each made once and kept in a file readable by the owner only. */
final class Secrets {

    private Secrets() {}

    /** A password of each database role. */
    static Map<String, String> passwords(Path file, List<String> roles) {
        return keptIn(file, "passwords of the database roles", roles, Secrets::password);
    }

    /** The keys intake-service and appeal-service seal personal data with. What was stored under lost keys can never be read again. */
    static Map<String, String> personalKeys(Path file) {
        return keptIn(file, "keys of personal data", List.of("conversations", "fingerprint", "sealing"), Secrets::key);
    }

    /**
     * The keys of approval-service: what the codes of licences are computed with, and what signs the heads of the transparency log.
     * Licences printed under a lost key can no more be verified; heads can, with the public key that their readers have kept.
     */
    static Map<String, String> licenceKeys(Path file) {
        return keptIn(file, "keys of licences", List.of("check", "ledger"), Secrets::key);
    }

    /**
     * The keys of evaluation-service: what the codes of invitations are signed with, and what the contacts of raters are sealed with. Links
     * sent out under a lost key lead nowhere; contacts sealed with one can never be read again.
     */
    static Map<String, String> evaluationKeys(Path file) {
        return keptIn(file, "keys of ratings", List.of("links", "sealing"), Secrets::key);
    }

    private static Map<String, String> keptIn(Path file, String what, List<String> names, Supplier<String> fresh) {
        try {
            var kept = new TreeMap<String, String>();
            if (Files.exists(file)) {
                var stored = new Properties();
                try (var reader = Files.newBufferedReader(file)) {
                    stored.load(reader);
                }
                stored.stringPropertyNames().forEach(name -> kept.put(name, stored.getProperty(name)));
            }
            if (!kept.keySet().containsAll(names)) {
                names.forEach(name -> kept.computeIfAbsent(name, _ -> fresh.get()));
                write(file, what, kept);
            }
            return kept;
        } catch (IOException e) {
            throw new LauncherException("Cannot keep the " + what + " in " + file, e);
        }
    }

    private static void write(Path file, String what, Map<String, String> secrets) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var lines = new StringBuilder("# " + what + ", made at the first start\n");
        secrets.forEach(
                (name, secret) -> lines.append(name).append('=').append(secret).append('\n'));
        Files.writeString(draft, lines);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String password() {
        return HexFormat.of().formatHex(random(24));
    }

    private static String key() {
        return Base64.getEncoder().encodeToString(random(32));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
