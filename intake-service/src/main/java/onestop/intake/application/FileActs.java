package onestop.intake.application;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.ApplicationFile.Head;
import onestop.intake.enterprise.Representation;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was done with a file, SQL straight to lines. */
@Repository
class FileActs {
    private final JdbcClient jdbc;
    private final Representation representation;

    FileActs(JdbcClient jdbc, Representation representation) {
        this.jdbc = jdbc;
        this.representation = representation;
    }

    /**
     * An act.
     *
     * @param principalUsci the enterprise in whose name it was done; absent for acts of the hall and of the law
     * @param powerOfAttorney what entitled an agent to do it
     * @param powerOf who gave that power: in a branch's file perhaps its parent
     */
    record Line(
            long version,
            String act,
            Instant at,
            String by,
            Side as,
            @Nullable String principalUsci,
            @Nullable UUID powerOfAttorney,
            @Nullable String powerOf,
            @Nullable Commitment commitment) {

        Line under(Map<UUID, String> principals) {
            return powerOfAttorney == null
                    ? this
                    : new Line(
                            version,
                            act,
                            at,
                            by,
                            as,
                            principalUsci,
                            powerOfAttorney,
                            principals.get(powerOfAttorney),
                            commitment);
        }
    }

    Page<Line> page(Head head, @Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 1);
        var rows = jdbc.sql("""
                SELECT h.version, h.act, h.at, h.by, h.acting_as, h.power_of_attorney_id,
                       c.kind, c.text_version, c.material_keys
                  FROM application_history h
                  LEFT JOIN application_commitment c
                         ON c.receipt_number = h.receipt_number AND c.version = h.version
                 WHERE h.receipt_number = :number AND h.version > :after
                 ORDER BY h.version
                 LIMIT :limit
                """)
                .param("number", head.number().value())
                .param("after", place.isEmpty() ? 0 : Cursor.number(place.getFirst()))
                .param("limit", limit.plusOne())
                .query((row, _) -> line(row, head))
                .list();
        var principals = representation.principals(rows.stream()
                .map(Line::powerOfAttorney)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return Page.of(
                rows.stream().map(line -> line.under(principals)).toList(), limit, line -> Cursor.of(line.version()));
    }

    private static Line line(ResultSet row, Head head) throws SQLException {
        var as = Side.valueOf(row.getString("acting_as"));
        var kind = row.getString("kind");
        return new Line(
                row.getLong("version"),
                row.getString("act"),
                ApplicationFiles.time(row, "at"),
                row.getString("by"),
                as,
                as.standsForTheApplicant() ? head.usci() : null,
                row.getObject("power_of_attorney_id", UUID.class),
                null,
                kind == null
                        ? null
                        : new Commitment(Commitment.Kind.valueOf(kind), row.getLong("text_version"), List.of((String[])
                                row.getArray("material_keys").getArray())));
    }
}
