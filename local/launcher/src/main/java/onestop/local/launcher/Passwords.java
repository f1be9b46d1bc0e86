package onestop.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** One random password per database role, made once and readable by the owner only. */
final class Passwords {

    private Passwords() {}

    static Map<String, String> keptIn(Path file, List<String> roles) {
        try {
            var kept = new TreeMap<String, String>();
            if (Files.exists(file)) {
                var stored = new Properties();
                try (var reader = Files.newBufferedReader(file)) {
                    stored.load(reader);
                }
                stored.stringPropertyNames().forEach(role -> kept.put(role, stored.getProperty(role)));
            }
            if (!kept.keySet().containsAll(roles)) {
                roles.forEach(role -> kept.computeIfAbsent(role, _ -> random()));
                write(file, kept);
            }
            return kept;
        } catch (IOException e) {
            throw new LauncherException("Cannot keep the database passwords in " + file, e);
        }
    }

    private static void write(Path file, Map<String, String> passwords) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var lines = new StringBuilder("# passwords of the database roles, made at the first start\n");
        passwords.forEach((role, password) ->
                lines.append(role).append('=').append(password).append('\n'));
        Files.writeString(draft, lines);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String random() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
