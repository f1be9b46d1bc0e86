package onestop.intake.application;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import onestop.intake.application.FileAccess.Access;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Opens a file for whoever wants to know how far it is: by its query code, or by the right to read it. */
@Component
public class FileOverviews {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Compared with when there is no such file, so that the answer takes as long. */
    private static final byte[] NO_HASH = new byte[32];

    private final JdbcClient jdbc;
    private final ApplicationFiles files;
    private final FileAccess access;
    private final FileProblems problems;

    FileOverviews(JdbcClient jdbc, ApplicationFiles files, FileAccess access, FileProblems problems) {
        this.jdbc = jdbc;
        this.files = files;
        this.access = access;
        this.problems = problems;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Locked(FileOverview overview, byte[] queryCodeHash) {}

    /** The file if the code opens it; a wrong code and an unknown number are one and the same. */
    public Optional<FileOverview> withQueryCode(ReceiptNumber number, String queryCode) {
        var found = load(number);
        boolean opens = new QueryCode(queryCode)
                .opens(number, found.map(Locked::queryCodeHash).orElse(NO_HASH));
        return found.filter(_ -> opens).map(Locked::overview);
    }

    /** A file and its cases for a caller who may read it; otherwise the answer that says why not. */
    public ResponseEntity<?> forReader(
            Caller caller, ReceiptNumber number, Function<WithCases, ResponseEntity<?>> then) {
        var file = files.find(number).orElse(null);
        if (file == null) {
            return problems.reply(new UnknownFile(number.value()));
        }
        return switch (access.reading(caller, file)) {
            case Access.Granted _ ->
                then.apply(new WithCases(
                        load(number).orElseThrow().overview(),
                        file.head().cases(),
                        file.head().content().greenChannel() != null));
            case Access.Refused(var why) ->
                problems.reply(new NoStanding(file.head().usci(), why));
            case Access.Hidden() -> problems.reply(new UnknownFile(number.value()));
        };
    }

    /**
     * For those who may see more than the public.
     *
     * @param greenChannel whether the departments promise it earlier than to everybody
     */
    public record WithCases(FileOverview overview, List<FileCase> cases, boolean greenChannel) {}

    private Optional<Locked> load(ReceiptNumber number) {
        return jdbc.sql("""
                SELECT a.receipt_number, a.status, a.received_at, a.query_code_hash, a.content -> 'items' AS items,
                       (SELECT json_object_agg(c.item_code, c.cases)
                          FROM (SELECT item_code, count(*) AS cases
                                  FROM application_case
                                 WHERE receipt_number = a.receipt_number
                                 GROUP BY item_code) AS c) AS cases_per_item,
                       (SELECT json_agg(json_build_object('act', h.act, 'at', to_char(h.at AT TIME ZONE 'UTC',
                                                          'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) ORDER BY h.version)
                          FROM application_history h
                         WHERE h.receipt_number = a.receipt_number) AS acts
                  FROM application a
                 WHERE a.receipt_number = :number
                """)
                .param("number", number.value())
                .query((row, _) -> locked(row))
                .optional();
    }

    private static Locked locked(ResultSet row) throws SQLException {
        return new Locked(
                new FileOverview(
                        new ReceiptNumber(row.getString("receipt_number")),
                        FileStatus.valueOf(row.getString("status")),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        JSON.readValue(row.getString("items"), new TypeReference<List<FileItem>>() {}),
                        JSON.readValue(row.getString("cases_per_item"), new TypeReference<Map<String, Integer>>() {}),
                        JSON.readValue(row.getString("acts"), new TypeReference<List<FileOverview.Act>>() {})),
                row.getBytes("query_code_hash"));
    }
}
