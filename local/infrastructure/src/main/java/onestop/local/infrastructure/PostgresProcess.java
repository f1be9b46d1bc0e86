package onestop.local.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server on this machine's loopback address, with its data below a base directory:
 *
 * <pre>
 * cache/postgres-…/            the programs, unpacked once
 * postgres/data/               the data directory
 * postgres/postgres.log, .pid  what it wrote, how it is found again
 * postgres/superuser-password  made at the first start, readable by the owner only
 * </pre>
 *
 * <p>It is durable: {@code fsync} and {@code synchronous_commit} are on. Passwords are checked by SCRAM, on the loopback
 * address too, because every account of the machine can reach it.
 */
public final class PostgresProcess {
    public static final String SUPERUSER = "postgres";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern SETTING = Pattern.compile("[a-z_.]+");
    private static final Duration START_LIMIT = Duration.ofMinutes(2); // a long recovery after a crash included
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final Path cache;
    private final Path data;
    private final Path passwordFile;
    private final int port;
    private final Map<String, String> settings;
    private final DetachedProcess process;

    private PostgresProcess(Builder builder) {
        this.directory = builder.base.resolve("postgres");
        this.cache = builder.cache;
        this.data = directory.resolve("data");
        this.passwordFile = directory.resolve("superuser-password");
        this.port = builder.port;
        this.settings = Map.copyOf(builder.settings);
        this.process = DetachedProcess.in(directory, "postgres");
    }

    /** A server whose files are below {@code base}. Two servers need two base directories and two ports. */
    public static Builder in(Path base) {
        return new Builder(base);
    }

    /**
     * Starts the server and returns when it answers. Makes the data directory at the first start, recovers it after a
     * crash, and returns at once when the server runs already.
     */
    public void start() {
        try (var _ = FolderLock.on(directory)) {
            adopt();
            var running = process.pid();
            if (running.isPresent() && awaitReady(running.getAsLong(), START_LIMIT)) {
                return;
            }
            var home = PostgresBinaries.unpackedIn(cache);
            openToServer();
            var account = ServerAccount.of(data);
            if (!Files.exists(data)) {
                initialise(home, account);
            }
            forgetForeignPostmaster();
            Ports.requireFree("PostgreSQL", port);
            writeSettings(account);
            launch(account.running(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString())));
        } catch (IOException e) {
            throw new InfrastructureException("cannot prepare PostgreSQL in " + directory, e);
        }
    }

    /** Stops the server without waiting for its clients; their transactions are rolled back. */
    public void stop() {
        try (var _ = FolderLock.on(directory)) {
            if (process.isRunning()) {
                var pgCtl =
                        PostgresBinaries.unpackedIn(cache).resolve("bin/pg_ctl").toString();
                // fast shutdown is SIGINT, which Java cannot send
                Commands.run(
                        ServerAccount.of(data)
                                .running(List.of(pgCtl, "stop", "-s", "-D", data.toString(), "-m", "fast", "-W")),
                        Map.of(),
                        directory.resolve("commands.log"),
                        STOP_LIMIT);
                if (!process.awaitEnd(STOP_LIMIT)) {
                    throw new InfrastructureException(
                            "PostgreSQL does not stop; the end of " + process.log() + ":\n" + process.logTail(20));
                }
            }
        }
    }

    /** Kills the server's main process at once, as a crash would; what it had committed is there after the next start. */
    public void kill() {
        process.kill();
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    /** The pid of the server's main process while it runs. */
    public OptionalLong pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    public Path dataDirectory() {
        return data;
    }

    public Path log() {
        return process.log();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The generated password of {@link #SUPERUSER}; there is none before the first start. */
    public String superuserPassword() {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new InfrastructureException("cannot read " + passwordFile, e);
        }
    }

    /** A connection as superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, superuserPassword());
    }

    /** Makes a role that may log in, or gives the existing one this password. */
    public void createRole(String role, String password) {
        requireName(role);
        // the password is a literal of our own making: utility statements take no parameters
        var secret = "'" + password.replace("'", "''") + "'";
        if (password.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("a password must not contain a backslash");
        }
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            boolean known = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role);
            statement.execute((known ? "ALTER" : "CREATE") + " ROLE \"" + role + "\" LOGIN PASSWORD " + secret);
        } catch (SQLException e) {
            throw new InfrastructureException("cannot create the role " + role, e);
        }
    }

    /** Makes a database that belongs to {@code owner} and that no other role may enter. Does nothing when it exists. */
    public void createDatabase(String database, String owner) {
        requireName(database);
        requireName(owner);
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                statement.execute("CREATE DATABASE \"" + database + "\" OWNER \"" + owner + "\"");
            }
            statement.execute("REVOKE ALL ON DATABASE \"" + database + "\" FROM PUBLIC");
        } catch (SQLException e) {
            throw new InfrastructureException("cannot create the database " + database, e);
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a role or database: " + name);
        }
    }

    /** The server's account must be able to pass; only the data directory is closed to others. */
    private void openToServer() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Done beside its place and moved there whole, so that a start killed half-way leaves nothing to trip over. */
    private void initialise(Path home, ServerAccount account) throws IOException {
        var fresh = directory.resolve("data-initialising");
        PostgresBinaries.delete(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.own(fresh);
        savePassword();
        var passwordForInitdb = directory.resolve("password-initialising");
        Files.deleteIfExists(passwordForInitdb);
        Files.copy(passwordFile, passwordForInitdb, StandardCopyOption.COPY_ATTRIBUTES);
        account.own(passwordForInitdb);
        var command = new ArrayList<>(List.of(
                home.resolve("bin/initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordForInitdb,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        if ("off".equals(settings.get("fsync"))) {
            command.add("--no-sync");
        }
        Commands.run(account.running(command), environment(), directory.resolve("commands.log"), Duration.ofMinutes(2));
        Files.delete(passwordForInitdb);
        Files.writeString(
                fresh.resolve("postgresql.conf"),
                "\ninclude_if_exists = 'onestop.conf' # written anew at each start\n",
                StandardOpenOption.APPEND);
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void savePassword() throws IOException {
        if (!Files.exists(passwordFile)) {
            var random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, HexFormat.of().formatHex(random));
        }
    }

    private void writeSettings(ServerAccount account) throws IOException {
        var all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(settings);
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", Integer.toString(port));
        var text = new StringBuilder("# Written at each start: changes belong into the launcher's settings.\n");
        all.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        var file = data.resolve("onestop.conf");
        Files.writeString(file, text);
        account.own(file);
    }

    private static Map<String, String> environment() {
        return Map.of("LC_ALL", "C");
    }

    /**
     * After a {@code kill -9} the server's children end a little later, and until then a new server refuses to touch
     * the data. That refusal is right, so we try again rather than remove what it looks at.
     */
    private void launch(List<String> command) {
        long start = System.nanoTime();
        while (true) {
            long pid = process.start(command, environment());
            if (awaitReady(pid, START_LIMIT)) {
                return;
            }
            var said = process.logTail(8);
            boolean oldChildren = said.contains("pre-existing shared memory block") || said.contains("lock file");
            if (!oldChildren || System.nanoTime() - start > START_LIMIT.toNanos()) {
                throw new InfrastructureException(
                        "PostgreSQL does not start; the end of " + process.log() + ":\n" + process.logTail(20));
            }
            Waiting.pause(Duration.ofMillis(200));
        }
    }

    /** True when the server says it is ready, false when it has ended. */
    private boolean awaitReady(long pid, Duration limit) {
        boolean decided = Waiting.until(limit, () -> saysReady(pid) || !process.isRunning());
        if (!decided) {
            throw new InfrastructureException("PostgreSQL is not ready after " + limit + "; see " + process.log());
        }
        return process.isRunning();
    }

    private boolean saysReady(long pid) {
        var lines = postmasterFile();
        return lines.size() >= 8
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(7).strip().equals("ready");
    }

    /** A server that runs on our data though its pid file was lost is ours all the same. */
    private void adopt() {
        var pid = postmasterPid();
        if (!process.isRunning() && pid.isPresent() && worksOnOurData(pid.getAsLong())) {
            process.adopt(pid.getAsLong());
        }
    }

    /**
     * A {@code postmaster.pid} whose number now belongs to another program would stop PostgreSQL from starting for ever.
     * Where the number is free, PostgreSQL itself does the right thing, and more carefully than we could.
     */
    private void forgetForeignPostmaster() throws IOException {
        var found = postmasterPid();
        if (found.isEmpty()) {
            return;
        }
        long pid = found.getAsLong();
        boolean taken = ProcessHandle.of(pid).isPresent();
        if (taken && !worksOnOurData(pid) && noServerProcessLeft()) {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        }
    }

    private boolean noServerProcessLeft() {
        return Waiting.until(
                Duration.ofSeconds(30),
                () -> ProcessHandle.allProcesses().noneMatch(handle -> worksOnOurData(handle.pid())));
    }

    /** Every process of a server has the data directory as its working directory. */
    private boolean worksOnOurData(long pid) {
        try {
            return ProcessIdentity.alive(pid)
                    && Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                            .equals(data.toRealPath());
        } catch (IOException _) { // another account's, or just gone
            return false;
        }
    }

    private OptionalLong postmasterPid() {
        return postmasterFile().stream()
                .limit(1)
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private List<String> postmasterFile() {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new InfrastructureException("cannot read postmaster.pid in " + data, e);
        }
    }

    private static final Map<String, String> DEFAULTS = defaults();

    private static Map<String, String> defaults() {
        var all = new LinkedHashMap<String, String>();
        all.put("unix_socket_directories", "");
        all.put("max_connections", "200");
        all.put("fsync", "on");
        all.put("synchronous_commit", "on");
        all.put("full_page_writes", "on");
        all.put("shared_buffers", "512MB");
        all.put("max_wal_size", "4GB");
        all.put("checkpoint_timeout", "15min");
        all.put("wal_compression", "on");
        all.put("jit", "off");
        // The disk is not one with a moving head: reading a row by its index costs little more than reading the next
        // one.
        all.put("random_page_cost", "1.1");
        // Helpers that read beside a statement take longer to start than what is asked here takes, and their core is
        // wanted.
        all.put("parallel_setup_cost", "20000");
        all.put("timezone", "UTC");
        all.put("log_timezone", "UTC");
        all.put("log_line_prefix", "%m [%p] %q%u@%d ");
        return all;
    }

    /** Where the server keeps its files and what differs from the defaults. */
    public static final class Builder {
        private final Path base;
        private Path cache;
        private int port = 15432;
        private final Map<String, String> settings = new LinkedHashMap<>();

        private Builder(Path base) {
            this.base = base.toAbsolutePath().normalize();
            this.cache = this.base.resolve("cache");
        }

        /** Where to unpack the programs, instead of {@code cache} in the base directory; may be shared by many. */
        public Builder cache(Path folder) {
            this.cache = folder.toAbsolutePath().normalize();
            return this;
        }

        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** A setting of {@code postgresql.conf}. Those that make it durable are on unless changed here. */
        public Builder setting(String name, String value) {
            if (!SETTING.matcher(name).matches() || value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("not a setting: " + name);
            }
            settings.put(name, value);
            return this;
        }

        public PostgresProcess build() {
            return new PostgresProcess(this);
        }
    }
}
