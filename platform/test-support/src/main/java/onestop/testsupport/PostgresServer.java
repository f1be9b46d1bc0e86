package onestop.testsupport;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The PostgreSQL server of this JVM, whoever runs it, and how its superuser gets in. */
record PostgresServer(String host, int port, String superuser, String password) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    TestDatabase freshDatabase() {
        var name = "test_" + NUMBER.incrementAndGet();
        var secret = UUID.randomUUID().toString();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + secret + "'");
            statement.execute("CREATE DATABASE " + name + " OWNER " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database for the test", e);
        }
        return new TestDatabase(url(name), name, secret);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres"), superuser, password);
    }

    private String url(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }
}
