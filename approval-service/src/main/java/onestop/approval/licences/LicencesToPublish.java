package onestop.approval.licences;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.publication.PublicationSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has become of licences since they were published last; receipts and notices that are no licences are never offered. */
@Component
class LicencesToPublish implements PublicationSource {
    private final JdbcClient jdbc;

    LicencesToPublish(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Matter> take(int most) {
        return jdbc.sql("""
                UPDATE licence l
                   SET to_publish = false
                  FROM (SELECT licence_number FROM licence WHERE to_publish ORDER BY entry LIMIT :most FOR UPDATE SKIP LOCKED) AS t
                 WHERE l.licence_number = t.licence_number
                RETURNING l.licence_number, l.unit, l.unit_name_zh, l.subject_usci, l.subject_name, l.name_zh, l.item_name_zh,
                          l.issued_at, l.valid_until, l.status, l.change
                """)
                .param("most", most)
                .query((row, _) -> new Matter(
                        Kind.LICENCE,
                        row.getString("licence_number"),
                        row.getString("unit"),
                        row.getString("unit_name_zh"),
                        row.getString("subject_usci"),
                        row.getString("subject_name"),
                        row.getString("name_zh"),
                        row.getString("item_name_zh"),
                        OfficeTime.dateOf(
                                row.getObject("issued_at", OffsetDateTime.class).toInstant()),
                        row.getObject("valid_until", LocalDate.class),
                        row.getString("status"),
                        row.getLong("change")))
                .list();
    }
}
