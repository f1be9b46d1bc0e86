package onestop.local.launcher;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import onestop.local.infrastructure.InfrastructureException;
import onestop.local.infrastructure.PostgresProcess;

/** The PostgreSQL server, with a database for each service that no other service can enter. */
final class Database implements Part {

    private final Home home;
    private final PostgresProcess server;
    private final List<String> roles;

    Database(Home home, PortPlan ports, Path cache, List<String> roles) {
        this.home = home;
        this.server = PostgresProcess.in(home.folder())
                .port(ports.of(Port.POSTGRES))
                .cache(cache)
                .build();
        this.roles = roles;
    }

    @Override
    public void start() {
        boolean fresh = !running();
        server.start();
        if (fresh) {
            createDatabases();
        }
    }

    private void createDatabases() {
        passwords().forEach(server::createRole);
        roles.forEach(role -> server.createDatabase(role, role));
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
        } catch (SQLException e) {
            throw new LauncherException("Cannot close the maintenance databases to the services: " + e.getMessage(), e);
        }
    }

    /** One for each role. */
    Map<String, String> passwords() {
        return Secrets.passwords(home.passwords(), roles);
    }

    String url(String database) {
        return server.jdbcUrl(database);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.POSTGRES);
    }

    @Override
    public OptionalLong pid() {
        return server.pid();
    }

    @Override
    public boolean ready() {
        return running() && PortHolder.taken(server.port());
    }

    @Override
    public void stop(Duration patience) {
        try {
            server.stop();
        } catch (InfrastructureException _) {
            // it does not listen any more; what it has committed is on the disk
            server.kill();
        }
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public List<Path> logs() {
        return List.of(server.log());
    }

    @Override
    public Optional<AotCache> aotCache() {
        return Optional.empty();
    }

    Path dataFolder() {
        return server.dataDirectory();
    }
}
