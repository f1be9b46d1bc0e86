package onestop.events;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where facts wait for the relay. To be called after the aggregate's row has been changed in the same transaction: the
 * row lock is what keeps the events of one key in the order of their commits.
 */
public class Outbox {
    private static final String INSERT = """
            INSERT INTO outbox (topic, msg_key, type, subject, sequence, occurred_at, traceparent, payload)
            SELECT e.topic, e.msg_key, e.type, e.subject, e.sequence, e.occurred_at, ?, e.payload
              FROM unnest(?, ?, ?, ?, ?, ?::timestamptz[], ?)
                   WITH ORDINALITY AS e (topic, msg_key, type, subject, sequence, occurred_at, payload, position)
             ORDER BY e.position
            """;

    private final JdbcTemplate jdbc;
    private final RelaySignal signal;

    Outbox(JdbcTemplate jdbc, RelaySignal signal) {
        this.jdbc = jdbc;
        this.signal = signal;
    }

    /** Publishes one fact when the running transaction commits. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(OutgoingEvent event) {
        append(List.of(event));
    }

    /** Publishes facts in this order when the running transaction commits; one round trip however many. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(Collection<OutgoingEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var list = List.copyOf(events);
        jdbc.update(INSERT, statement -> {
            Connection connection = statement.getConnection();
            statement.setString(1, traceParent());
            statement.setArray(
                    2, texts(connection, list.stream().map(e -> e.topic().name())));
            statement.setArray(3, texts(connection, list.stream().map(OutgoingEvent::key)));
            statement.setArray(4, texts(connection, list.stream().map(OutgoingEvent::type)));
            statement.setArray(5, texts(connection, list.stream().map(OutgoingEvent::subject)));
            statement.setArray(
                    6,
                    connection.createArrayOf(
                            "bigint", list.stream().map(OutgoingEvent::sequence).toArray()));
            statement.setArray(
                    7,
                    texts(
                            connection,
                            list.stream()
                                    .map(e -> e.time().atOffset(ZoneOffset.UTC).toString())));
            statement.setArray(
                    8,
                    connection.createArrayOf(
                            "bytea", list.stream().map(Outbox::json).toArray(byte[][]::new)));
        });
        wakeTheRelayAfterCommit();
    }

    /** The running request's trace id in W3C form, so that the story of a case can be followed across services. */
    private static @Nullable String traceParent() {
        var trace = MDC.get("traceId");
        return trace == null
                ? null
                : "00-%s-%016x-01".formatted(trace, ThreadLocalRandom.current().nextLong());
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static byte @Nullable [] json(OutgoingEvent event) {
        return event.data() == null ? null : EventJson.MAPPER.writeValueAsBytes(event.data());
    }

    /** A signal inside the process costs nothing; NOTIFY in a business transaction would serialise all commits. */
    private void wakeTheRelayAfterCommit() {
        if (TransactionSynchronizationManager.hasResource(signal)) {
            return;
        }
        TransactionSynchronizationManager.bindResource(signal, Boolean.TRUE);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(signal);
                if (status == STATUS_COMMITTED) {
                    signal.wake();
                }
            }

            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResourceIfPossible(signal);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(signal, Boolean.TRUE);
            }
        });
    }
}
