package onestop.local.issuer;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/** Not a test, and run only when asked for by name: brings the realm file up to date with the demonstration users. */
class WriteKeycloakRealm {

    @Test
    void write() throws Exception {
        var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        String text = JsonMapper.builder()
                .defaultPrettyPrinter(printer)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(KeycloakRealm.with(DemoUsers.shipped(), KeycloakRealm.read()));
        Files.writeString(KeycloakRealm.FILE, text + "\n");
    }
}
