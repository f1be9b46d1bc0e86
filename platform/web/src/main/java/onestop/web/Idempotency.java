package onestop.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A creating request that is sent twice with the same {@code Idempotency-Key} has one effect and two equal replies.
 *
 * <p>The reply is stored in the transaction of the effect, so there is no moment in which one exists without the other.
 * Of several requests at once, one commits; the others find its reply when they try to store theirs, undo their own
 * effect and answer with the stored reply. A request that was declined left no effect and may be tried again.
 */
public class Idempotency {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Problems problems;
    private final JsonMapper json;
    private final JsonMapper canonical;

    Idempotency(JdbcClient jdbc, TransactionOperations transaction, Problems problems, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.problems = problems;
        this.json = json;
        this.canonical = json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                .build();
    }

    /**
     * Runs the action in a transaction of its own unless this caller's key has a stored reply already.
     *
     * @param key the header as sent: 1 to 200 visible ASCII characters, else 400
     * @param request the request's body as read; another body, path or method under the same key is answered 409
     * @param action what to do; a reply other than 2xx, or an exception, rolls back and is not stored
     */
    public ResponseEntity<?> once(
            Caller caller,
            @Nullable String key,
            @Nullable Object request,
            Supplier<? extends ResponseEntity<?>> action) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("idempotency must open the transaction, and one is open already");
        }
        if (key == null) {
            throw new InvalidFieldException("Idempotency-Key", "required");
        }
        if (!KEY.matcher(key).matches()) {
            throw new InvalidFieldException("Idempotency-Key", "idempotency-key");
        }
        var fingerprint = fingerprint(request);
        Attempt attempt;
        try {
            attempt = attempt(caller.subject(), key, fingerprint, action);
        } catch (DataAccessException e) {
            // A twin that committed first may be why, for example by taking a unique number.
            return find(caller.subject(), key)
                    .<ResponseEntity<?>>map(stored -> replay(stored, fingerprint))
                    .orElseThrow(() -> e);
        }
        return switch (attempt) {
            case Done(var reply) -> reply.toEntity();
            case Repeated(var stored) -> replay(stored, fingerprint);
            case Declined(var reply) ->
                find(caller.subject(), key)
                        .<ResponseEntity<?>>map(stored -> replay(stored, fingerprint))
                        .orElse(reply);
            case Overtaken() ->
                replay(
                        find(caller.subject(), key)
                                .orElseThrow(() -> new ProblemException(
                                        HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable")),
                        fingerprint);
        };
    }

    private sealed interface Attempt {}

    private record Done(Reply reply) implements Attempt {}

    private record Repeated(Stored stored) implements Attempt {}

    private record Declined(ResponseEntity<?> reply) implements Attempt {}

    private record Overtaken() implements Attempt {}

    private Attempt attempt(
            String subject, String key, byte[] fingerprint, Supplier<? extends ResponseEntity<?>> action) {
        Attempt attempt = transaction.execute(status -> {
            var stored = find(subject, key);
            if (stored.isPresent()) {
                return new Repeated(stored.get());
            }
            var answer = action.get();
            if (!answer.getStatusCode().is2xxSuccessful()) {
                status.setRollbackOnly();
                return new Declined(answer);
            }
            var reply = reply(answer);
            if (!store(subject, key, fingerprint, reply)) {
                status.setRollbackOnly();
                return new Overtaken();
            }
            return new Done(reply);
        });
        return Objects.requireNonNull(attempt);
    }

    private ResponseEntity<?> replay(Stored stored, byte[] fingerprint) {
        return MessageDigest.isEqual(stored.fingerprint(), fingerprint)
                ? stored.reply().toEntity()
                : problems.reply(HttpStatus.CONFLICT, "idempotency-key-reused");
    }

    private Optional<Stored> find(String subject, String key) {
        return jdbc.sql("""
                SELECT fingerprint, status, location, etag, content_type, body
                  FROM idempotency_key
                 WHERE subject = :subject AND key = :key
                """)
                .param("subject", subject)
                .param("key", key)
                .query((row, _) -> new Stored(
                        row.getBytes("fingerprint"),
                        new Reply(
                                row.getInt("status"),
                                row.getString("location"),
                                row.getString("etag"),
                                row.getString("content_type"),
                                row.getBytes("body"))))
                .optional();
    }

    /** Waits for a twin that has stored but not yet committed; false if it did commit. */
    private boolean store(String subject, String key, byte[] fingerprint, Reply reply) {
        return jdbc.sql("""
                INSERT INTO idempotency_key (subject, key, fingerprint, status, location, etag, content_type, body)
                VALUES (:subject, :key, :fingerprint, :status, :location, :etag, :contentType, :body)
                ON CONFLICT DO NOTHING
                """)
                        .param("subject", subject)
                        .param("key", key)
                        .param("fingerprint", fingerprint)
                        .param("status", reply.status())
                        .param("location", reply.location())
                        .param("etag", reply.etag())
                        .param("contentType", reply.contentType())
                        .param("body", reply.body())
                        .update()
                == 1;
    }

    private byte[] fingerprint(@Nullable Object request) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current)) {
            throw new IllegalStateException("idempotency belongs to an HTTP request, and there is none");
        }
        HttpServletRequest http = current.getRequest();
        var digest = sha256();
        digest.update((http.getMethod() + " " + http.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(canonical.writeValueAsBytes(request));
        return digest.digest();
    }

    private Reply reply(ResponseEntity<?> answer) {
        var headers = answer.getHeaders();
        var body = switch (answer.getBody()) {
            case null -> null;
            case byte[] bytes -> bytes;
            case Object other -> json.writeValueAsBytes(other);
        };
        var type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        return new Reply(
                answer.getStatusCode().value(),
                headers.getFirst(HttpHeaders.LOCATION),
                headers.getFirst(HttpHeaders.ETAG),
                type == null && body != null ? MediaType.APPLICATION_JSON_VALUE : type,
                body);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Stored(byte[] fingerprint, Reply reply) {}

    /** Everything of a reply that is repeated; the first caller gets exactly this too. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Reply(
            int status,
            @Nullable String location,
            @Nullable String etag,
            @Nullable String contentType,
            byte @Nullable [] body) {

        ResponseEntity<byte[]> toEntity() {
            var answer = ResponseEntity.status(status);
            if (location != null) {
                answer.header(HttpHeaders.LOCATION, location);
            }
            if (etag != null) {
                answer.header(HttpHeaders.ETAG, etag);
            }
            if (contentType != null) {
                answer.header(HttpHeaders.CONTENT_TYPE, contentType);
            }
            return body == null ? answer.build() : answer.body(body);
        }
    }
}
