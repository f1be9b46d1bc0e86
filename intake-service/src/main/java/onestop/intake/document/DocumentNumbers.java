package onestop.intake.document;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the serials of a kind and year count from. Each kind has a sequence that serves all years; a serial is the
 * sequence's value minus what it stood at when the year's first document of the kind was asked for. So no row is locked
 * for a number, and none comes twice; those of a transaction that rolls back are lost.
 */
@Component
class DocumentNumbers {
    private final JdbcClient jdbc;
    private final Map<KindAndYear, Long> committed = new ConcurrentHashMap<>();

    DocumentNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record KindAndYear(DocumentKind kind, int year) {}

    long base(DocumentKind kind, int year) {
        var of = new KindAndYear(kind, year);
        var known = committed.get(of);
        if (known != null) {
            return known;
        }
        long base = find(of).or(() -> begin(of)).or(() -> find(of)).orElseThrow();
        // Not before the commit: should this transaction have begun the year and roll back, another one begins it.
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                committed.put(of, base);
            }
        });
        return base;
    }

    private Optional<Long> find(KindAndYear of) {
        return jdbc.sql("SELECT base FROM document_year WHERE kind = :kind AND year = :year")
                .param("kind", of.kind().name())
                .param("year", of.year())
                .query(Long.class)
                .optional();
    }

    /** The year's first document of the kind. Others that come at the same moment wait here for its commit. */
    private Optional<Long> begin(KindAndYear of) {
        return jdbc.sql("""
                INSERT INTO document_year (kind, year, base)
                VALUES (:kind, :year, (SELECT nextval(:sequence::regclass)))
                ON CONFLICT (kind, year) DO NOTHING
                RETURNING base
                """)
                .param("kind", of.kind().name())
                .param("year", of.year())
                .param("sequence", of.kind().sequence())
                .query(Long.class)
                .optional();
    }
}
