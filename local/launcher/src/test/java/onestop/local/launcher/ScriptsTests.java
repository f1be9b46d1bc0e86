package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in the project's root, as a person calls them. */
class ScriptsTests {

    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private record Ended(int exit, String output) {}

    @Test
    void theJdkThatIsAskedForIsUsedWhenItIsNewEnough() throws Exception {
        Path jdk = jdk("some where", "25.0.9");

        assertThat(findJdk(Map.of("JAVA_HOME", jdk.toString())).output()).isEqualTo(jdk + "\n");
    }

    @Test
    void anOlderOneOrAPlainJreIsPassedOver() throws Exception {
        Path old = jdk("old", "17.0.1");
        Path home = folder.resolve("home");
        Path good = jdk("home/.sdkman/candidates/java/25-tem", "25.0.1");
        Path runtimeOnly = jdk("home/.jdks/25-jre", "25.0.1");
        Files.delete(runtimeOnly.resolve("bin/javac"));

        var found = findJdk(Map.of("JAVA_HOME", old.toString(), "HOME", home.toString()));

        // this machine may have another one in a usual place, which is as good
        assertThat(found.exit()).isZero();
        assertThat(found.output()).doesNotContain(old.toString(), runtimeOnly.toString());
        assertThat(jdkVersion(good)).isEqualTo("25");
        assertThat(jdkVersion(runtimeOnly)).isEqualTo("0");
        assertThat(jdkVersion(folder.resolve("nothing"))).isEqualTo("0");
    }

    @Test
    void mavenComesWithTheProject() throws Exception {
        var environment = Map.of("ONESTOP_OWN_MAVEN", "yes", "MAVEN_USER_HOME", folder.toString());

        var first = run(environment, "./mvnw", "-v");
        var second = run(environment, "./mvnw", "-v");

        assertThat(first.output()).contains("Apache Maven 3.9").contains(folder.toString());
        assertThat(second).isEqualTo(first);
        try (var left = Files.list(folder.resolve("wrapper/dists"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void anArchiveThatWasChangedIsNotUnpacked() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("project/.mvn/wrapper"));
        Files.copy(PROJECT.resolve("mvnw"), folder.resolve("project/mvnw"));
        Files.copy(PROJECT.resolve(".mvn/jdk.sh"), folder.resolve("project/.mvn/jdk.sh"));
        try (var files = Files.list(PROJECT.resolve(".mvn/wrapper"))) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".zip")) {
                    Files.writeString(copy.resolve(file.getFileName()), "another archive");
                } else {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }

        var ended = run(
                Map.of("ONESTOP_OWN_MAVEN", "yes", "MAVEN_USER_HOME", folder.toString()),
                "bash",
                folder.resolve("project/mvnw").toString(),
                "-v");

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output()).contains("is not what its checksum says");
        assertThat(folder.resolve("wrapper")).doesNotExist();
    }

    @Test
    void helpIsGivenAndWhatIsNoCommandIsRefused() throws Exception {
        assertThat(run(Map.of(), "./onestop", "--help").output()).contains("ONESTOP_GATEWAY_PORT", "--fresh");
        assertThat(run(Map.of(), "./onestop", "start"))
                .satisfies(ended -> assertThat(ended.exit()).isEqualTo(2))
                .satisfies(ended -> assertThat(ended.output()).contains("Not a command: start"));
    }

    @Test
    void everySettingOfAPortIsInTheHelp() throws Exception {
        String help = run(Map.of(), "./onestop", "--help").output();

        for (Port port : Port.values()) {
            assertThat(help).containsPattern(port.variable + " +\\(" + port.usual + "\\)");
        }
    }

    private Ended findJdk(Map<String, String> environment) throws Exception {
        return run(environment, "bash", "-euc", ". .mvn/jdk.sh; find_jdk test; echo \"$JAVA_HOME\"");
    }

    private String jdkVersion(Path candidate) throws Exception {
        return run(Map.of(), "bash", "-euc", ". .mvn/jdk.sh; jdk_version \"$1\"", "bash", candidate.toString())
                .output();
    }

    /** A folder that looks like a JDK. */
    private Path jdk(String name, String version) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        for (String program : new String[] {"java", "javac"}) {
            Files.createFile(
                    jdk.resolve("bin").resolve(program),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Us\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private static Ended run(Map<String, String> environment, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(PROJECT.toFile()).redirectErrorStream(true);
        var all = new HashMap<>(environment);
        all.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(all);
        var process = builder.start();
        try (var output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), text);
        }
    }
}
