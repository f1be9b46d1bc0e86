package onestop.webtest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.MaxBody;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class SampleController {
    static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    private final Problems problems;
    private final Idempotency idempotency;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    SampleController(Problems problems, Idempotency idempotency, JdbcClient jdbc, TransactionTemplate transaction) {
        this.problems = problems;
        this.idempotency = idempotency;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    enum Colour {
        RED,
        GREEN
    }

    record View(
            Instant at,
            OffsetDateTime read,
            LocalDate on,
            Colour colour,
            @Nullable String nothing,
            String caller) {}

    @Open
    @GetMapping("/open")
    View open(@Nullable Caller caller) {
        return new View(
                NOON,
                NOON.plusNanos(5_000).atOffset(ZoneOffset.UTC),
                LocalDate.of(2026, 3, 2),
                Colour.RED,
                null,
                caller == null ? "nobody" : caller.subject());
    }

    @Allowed({Role.EXAMINER, Role.APPLICANT})
    @GetMapping("/me")
    Map<String, Object> me(Caller caller) {
        return Map.of(
                "subject", caller.subject(),
                "name", caller.name(),
                "roles", caller.roles(),
                "unit", String.valueOf(caller.unit()),
                "region", String.valueOf(caller.region()),
                "uscis", caller.uscis(),
                "text", caller.toString());
    }

    /** A value that checks itself. */
    public record Code(String value) {
        public Code {
            if (!value.startsWith("S")) {
                throw new IllegalArgumentException("a code begins with S");
            }
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Grant.class, name = "GRANT"),
        @JsonSubTypes.Type(value = Refuse.class, name = "REFUSE")
    })
    sealed interface Verdict {}

    record Grant() implements Verdict {}

    record Refuse(@NotBlank String grounds) implements Verdict {}

    record Part(@NotBlank String name, int weight) {}

    record Thing(
            @NotBlank @Size(max = 20) String name,
            @NotNull Colour colour,
            @Max(10) int count,
            @Nullable LocalDate dueOn,
            @Nullable Instant at,
            @Nullable UUID id,
            @Nullable Boolean urgent,
            @Nullable Code code,
            @Nullable @Valid Verdict verdict,
            @Nullable List<@Valid Part> parts) {}

    @Allowed(Role.APPLICANT)
    @PostMapping("/things")
    Thing thing(@Valid @RequestBody Thing thing) {
        return thing;
    }

    @Allowed(Role.APPLICANT)
    @PostMapping("/lists")
    int list(@RequestBody @NotEmpty List<@Valid Part> parts) {
        return parts.size();
    }

    record Text(String text) {}

    @Open
    @PostMapping("/texts")
    int text(@RequestBody Text body) {
        return body.text().length();
    }

    @Open
    @MaxBody("3MB")
    @PostMapping("/long-texts")
    int longText(@RequestBody Text body) {
        return body.text().length();
    }

    @Open
    @GetMapping("/list")
    Page<Integer> list(
            @RequestParam(required = false) Limit limit, @RequestParam(required = false) @Nullable String after) {
        var parts = Cursor.parts(after, 1);
        int first = parts.isEmpty() ? 0 : Integer.parseInt(parts.getFirst()) + 1;
        var rows = java.util.stream.IntStream.range(first, 120)
                .boxed()
                .limit(limit.plusOne())
                .toList();
        return Page.of(rows, limit, Cursor::of);
    }

    @Open
    @GetMapping("/query")
    String query(
            @RequestParam LocalDate start,
            @RequestParam @Max(60) int days,
            @RequestParam(required = false) @Nullable Colour colour,
            @RequestParam(required = false) @Nullable Code code) {
        return start.plusDays(days) + " " + colour + " " + code;
    }

    @Open
    @GetMapping("/times")
    String times(
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate marked,
            @RequestParam(required = false) @Nullable Instant at,
            @RequestParam(required = false) @Nullable OffsetDateTime read,
            @RequestParam(required = false) @Nullable YearMonth month) {
        return on + " " + marked + " " + at + " " + read + " " + month;
    }

    @Open
    @GetMapping("/by-id/{id}")
    String byId(@PathVariable UUID id) {
        return id.toString();
    }

    @Open
    @GetMapping("/header")
    String header(@RequestHeader("Sample-Count") int count) {
        return "" + count;
    }

    @Open
    @GetMapping("/field/{code}")
    String field(@PathVariable String code) {
        throw new InvalidFieldException("branches[3].code", "sample-code", code);
    }

    @Open
    @PutMapping("/documents/{id}")
    ResponseEntity<?> change(
            @PathVariable int id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return Versions.required(ifMatch) == 7
                ? ResponseEntity.noContent().eTag(Versions.etag(8)).build()
                : problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
    }

    @Open
    @GetMapping("/declined")
    ResponseEntity<?> declined() {
        return problems.reply(HttpStatus.CONFLICT, "sample-declined", 2026, NOON);
    }

    @Open
    @GetMapping("/broken/{how}")
    String broken(@PathVariable String how) throws SQLException {
        return switch (how) {
            case "bug" -> throw new IllegalStateException("secret-inside at jdbc:postgresql://db");
            case "pool" ->
                throw new CannotCreateTransactionException(
                        "no connection", new SQLTransientConnectionException("secret-inside"));
            case "overtaken" -> throw new OptimisticLockingFailureException("secret-inside");
            case "lock" -> {
                transaction.executeWithoutResult(_ -> {
                    jdbc.sql("SET LOCAL lock_timeout = '50ms'").update();
                    jdbc.sql("LOCK TABLE sample_order IN ACCESS EXCLUSIVE MODE").update();
                    new TransactionTemplate(
                                    java.util.Objects.requireNonNull(transaction.getTransactionManager()),
                                    requiresNew())
                            .executeWithoutResult(__ -> {
                                jdbc.sql("SET LOCAL lock_timeout = '50ms'").update();
                                jdbc.sql("SELECT count(*) FROM sample_order")
                                        .query(Long.class)
                                        .single();
                            });
                });
                yield "unreachable";
            }
            case "lost" -> {
                jdbc.sql("SELECT pg_terminate_backend(pg_backend_pid())")
                        .query(Boolean.class)
                        .single();
                yield "unreachable";
            }
            case "unique" -> {
                for (int i = 0; i < 2; i++) {
                    jdbc.sql("INSERT INTO sample_order (id, number, note) VALUES (?, 'secret-number', 'unique')")
                            .param(UUID.randomUUID())
                            .update();
                }
                yield "unreachable";
            }
            case "far-date" -> {
                jdbc.sql("SELECT '300000-01-01'::timestamptz").query().listOfRows();
                yield "unreachable";
            }
            case "large-number" -> {
                jdbc.sql("SELECT 99999999999::bigint::int").query().listOfRows();
                yield "unreachable";
            }
            case "statement" -> {
                jdbc.sql("SELECT nothing FROM nowhere").query(String.class).list();
                yield "unreachable";
            }
            default -> "whole";
        };
    }

    private static org.springframework.transaction.TransactionDefinition requiresNew() {
        return new org.springframework.transaction.support.DefaultTransactionDefinition(
                org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    record Order(
            String note, @Nullable String number, @Nullable Map<String, Integer> answers) {}

    @Allowed(Role.APPLICANT)
    @PostMapping("/orders")
    ResponseEntity<?> order(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Order order) {
        return idempotency.once(caller, key, order, () -> {
            var number = order.number();
            if (number != null && known(number)) {
                return problems.reply(HttpStatus.CONFLICT, "sample-declined", number, NOON);
            }
            if (number != null) { // time for twins to get as far as this
                jdbc.sql("SELECT pg_sleep(0.1)").query((_, _) -> "").list();
            }
            var id = UUID.randomUUID();
            jdbc.sql("INSERT INTO sample_order (id, number, note) VALUES (:id, :number, :note)")
                    .param("id", id)
                    .param("number", number)
                    .param("note", order.note())
                    .update();
            if (order.note().equals("break")) {
                throw new IllegalStateException("broken");
            }
            return order.note().equals("decline")
                    ? problems.reply(HttpStatus.CONFLICT, "sample-declined", 1, NOON)
                    : ResponseEntity.created(URI.create("/orders/" + id))
                            .eTag(Versions.etag(0))
                            .body(Map.of("id", id, "note", order.note()));
        });
    }

    private boolean known(String number) {
        return jdbc.sql("SELECT count(*) FROM sample_order WHERE number = ?")
                        .param(number)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
