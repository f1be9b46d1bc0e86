package onestop.webtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import onestop.local.infrastructure.Ports;
import onestop.local.infrastructure.PostgresProcess;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.util.FileSystemUtils;

@TestConfiguration(proxyBeanMethods = false)
class SampleInfrastructure {
    private static final String PASSWORD = "sample";

    @Bean
    DynamicPropertyRegistrar issuerSettings() {
        var issuer = SampleIssuer.started();
        return settings -> {
            settings.add("onestop.security.issuer", () -> SampleIssuer.NAME);
            settings.add("onestop.security.jwk-set-uri", issuer::jwkSetUri);
        };
    }

    /** A server for this context, which leaves nothing behind. */
    record Database(Path base, PostgresProcess server) implements AutoCloseable {
        @Override
        public void close() {
            server.stop();
            FileSystemUtils.deleteRecursively(base.toFile());
        }
    }

    @Bean
    Database database() throws IOException {
        var base = Files.createTempDirectory("onestop-web-test-");
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
        var cache =
                Path.of(System.getProperty("java.io.tmpdir"), "onestop-test-cache-" + System.getProperty("user.name"));
        var postgres = PostgresProcess.in(base)
                .cache(cache)
                .port(Ports.free())
                .setting("shared_buffers", "32MB")
                .setting("fsync", "off")
                .build();
        postgres.start();
        postgres.createRole("sample", PASSWORD);
        postgres.createDatabase("sample", "sample");
        return new Database(base, postgres);
    }

    @Bean
    JdbcConnectionDetails connection(Database database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "sample";
            }

            @Override
            public String getPassword() {
                return PASSWORD;
            }

            @Override
            public String getJdbcUrl() {
                return database.server().jdbcUrl("sample");
            }
        };
    }
}
