package onestop.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

/** Stores contents without end, until somebody ends the process. */
final class KilledWriter {
    static final String READY = "writing";

    public static void main(String[] arguments) throws Exception {
        var store = new FolderStore(Path.of(arguments[0]));
        var random = new Random(1);
        for (int i = 0; ; i++) {
            byte[] content = new byte[200_000 + random.nextInt(800_000)];
            random.nextBytes(content);
            var part = Files.createTempFile(store.incoming(), "upload-", ".part");
            Files.write(part, content);
            store.put(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)),
                    part);
            if (i == 2) {
                System.out.println(READY);
            }
        }
    }

    private KilledWriter() {}
}
