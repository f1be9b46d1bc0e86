package onestop.intake.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The commitments in force. A text that changes gets a new file and a new version; what was signed before keeps its
 * words.
 */
public final class CommitmentTexts {
    public static final CommitmentText DEFERRAL = read("RQ-2026-1");
    public static final CommitmentText NOTICE_AND_COMMITMENT = read("GC-2026-1");

    private static CommitmentText read(String version) {
        var name = "/document/commitments/" + version + ".txt";
        try (var file = Objects.requireNonNull(CommitmentTexts.class.getResourceAsStream(name), name)) {
            var lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return new CommitmentText(version, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommitmentTexts() {}
}
