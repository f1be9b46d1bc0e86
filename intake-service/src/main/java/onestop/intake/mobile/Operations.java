package onestop.intake.mobile;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.application.LateEntries.ToGiveOut;
import onestop.intake.numbering.FileNumbers.Reserved;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of what was done at stops, and of the numbers that were taken along. */
@Repository
class Operations {
    private final JdbcClient jdbc;

    Operations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Kind {
        HAND_IN,
        ACCEPTANCE,
        CONSULTATION
    }

    /**
     * Makes the id taken for this transaction. Waits for a twin that has taken it and not yet committed; false if it
     * did commit.
     */
    boolean claim(
            UUID id, UUID stop, Kind kind, Instant at, byte[] fingerprint, String device, String by, Instant now) {
        return jdbc.sql("""
                INSERT INTO vehicle_operation (id, stop_id, kind, at, fingerprint, device, entered_by, entered_at)
                VALUES (:id, :stop, :kind, :at, :fingerprint, :device, :by, :now)
                ON CONFLICT (id) DO NOTHING
                """)
                        .param("id", id)
                        .param("stop", stop)
                        .param("kind", kind.name())
                        .param("at", time(at))
                        .param("fingerprint", fingerprint)
                        .param("device", device)
                        .param("by", by)
                        .param("now", time(now))
                        .update()
                == 1;
    }

    /** What came of an operation. */
    record Effect(
            @Nullable String receiptNumber,
            @Nullable String fileStatus,
            @Nullable Long fileVersion,
            @Nullable String consultationNumber) {}

    void complete(UUID id, Effect effect) {
        jdbc.sql("""
                UPDATE vehicle_operation
                   SET receipt_number = :receipt, file_status = :status, file_version = :version,
                       consultation_number = :consultation
                 WHERE id = :id
                """)
                .param("id", id)
                .param("receipt", effect.receiptNumber())
                .param("status", effect.fileStatus())
                .param("version", effect.fileVersion())
                .param("consultation", effect.consultationNumber())
                .update();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Entered(byte[] fingerprint, Effect effect) {}

    Optional<Entered> find(UUID id) {
        return jdbc.sql("""
                SELECT fingerprint, receipt_number, file_status, file_version, consultation_number
                  FROM vehicle_operation
                 WHERE id = :id
                """)
                .param("id", id)
                .query((row, _) -> new Entered(
                        row.getBytes("fingerprint"),
                        new Effect(
                                row.getString("receipt_number"),
                                row.getString("file_status"),
                                row.getObject("file_version", Long.class),
                                row.getString("consultation_number"))))
                .optional();
    }

    /** When the file was handed in at this stop, if that has been entered. */
    Optional<Instant> handedIn(UUID stop, String receiptNumber) {
        return jdbc.sql("""
                SELECT at FROM vehicle_operation
                 WHERE receipt_number = :receipt AND kind = 'HAND_IN' AND stop_id = :stop
                """)
                .param("receipt", receiptNumber)
                .param("stop", stop)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    Optional<Instant> last(UUID stop) {
        return jdbc.sql("SELECT at FROM vehicle_operation WHERE stop_id = :stop ORDER BY at DESC LIMIT 1")
                .param("stop", stop)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    int countNumbers(UUID stop) {
        return jdbc.sql("SELECT count(*) FROM vehicle_number WHERE stop_id = :stop")
                .param("stop", stop)
                .query(Integer.class)
                .single();
    }

    void insertNumbers(UUID stop, String device, List<ToGiveOut> numbers, String by, Instant at) {
        jdbc.sql("""
                INSERT INTO vehicle_number (number, joint_number, stop_id, device, code_hash, taken_by, taken_at)
                SELECT n.number, n.joint, :stop, :device, n.hash, :by, :at
                  FROM unnest(:numbers, :joints, :hashes) AS n (number, joint, hash)
                """)
                .param("stop", stop)
                .param("device", device)
                .param("by", by)
                .param("at", time(at))
                .param(
                        "numbers",
                        numbers.stream()
                                .map(one -> one.numbers().single().value())
                                .toArray(String[]::new))
                .param(
                        "joints",
                        numbers.stream()
                                .map(one -> one.numbers().joint().value())
                                .toArray(String[]::new))
                .param("hashes", numbers.stream().map(ToGiveOut::codeHash).toArray(byte[][]::new))
                .update();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record TakenAlong(Reserved numbers, byte[] codeHash) {}

    /** Uses a number up; empty if it was not taken along for this stop, or has been used. */
    Optional<TakenAlong> use(String number, UUID stop, UUID operation) {
        return jdbc.sql("""
                UPDATE vehicle_number
                   SET operation_id = :operation
                 WHERE number = :number AND stop_id = :stop AND operation_id IS NULL
                RETURNING number, joint_number, code_hash
                """)
                .param("operation", operation)
                .param("number", number)
                .param("stop", stop)
                .query((row, _) -> new TakenAlong(
                        new Reserved(
                                new ReceiptNumber(row.getString("number")),
                                new ReceiptNumber(row.getString("joint_number"))),
                        row.getBytes("code_hash")))
                .optional();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
