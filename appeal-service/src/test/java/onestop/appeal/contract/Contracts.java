package onestop.appeal.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onestop.testsupport.ServiceContract;
import tools.jackson.databind.JsonNode;

/** The files under {@code contracts}, to hold what the service says against them. */
public final class Contracts {
    public static final Path ALL = Path.of("../contracts");
    public static final Path OURS = ALL.resolve("appeal");

    static final ServiceContract SERVICE = ServiceContract.of("appeal");

    public static void assertEvent(String type, String json) {
        SERVICE.assertEvent(type, json);
    }

    /** Holds an answer against a schema of openapi.yaml. */
    public static void assertAnswer(String schema, JsonNode answer) {
        SERVICE.assertAnswer(schema, answer);
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Contracts() {}
}
