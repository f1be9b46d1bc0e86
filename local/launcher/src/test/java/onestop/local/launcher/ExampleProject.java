package onestop.local.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder that looks to the launcher like this project after its build. */
final class ExampleProject {

    static final List<String> SERVICES =
            List.of("intake-service", "approval-service", "evaluation-service", "appeal-service");

    private ExampleProject() {}

    static Path in(Path root) throws IOException {
        for (String service : SERVICES) {
            ExampleProgram.writeJar(root.resolve(service + "/target/" + service + ".jar"));
        }
        ExampleProgram.writeJar(root.resolve("gateway/target/gateway.jar"));
        ExampleProgram.writeJar(root.resolve("local/issuer/target/local-issuer.jar"));
        return root;
    }
}
