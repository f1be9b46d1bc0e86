package onestop.approval.licences;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.FileExamples.caseNumber;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.UUID;
import onestop.approval.ApiDriver;
import onestop.approval.cases.Office;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A unit, a holder and items of their own for each test, and how they come to licences. */
final class Licensing {
    static final String ONE = "/api/approval/licences/{number}";

    private static final JsonMapper JSON = new JsonMapper();

    final String unit = "L" + UUID.randomUUID().toString().substring(0, 8);
    final String holder = "HOLDER" + UUID.randomUUID().toString().substring(0, 8);

    private final ApiDriver api;
    private final Office office;
    private final JdbcClient jdbc;

    Licensing(ApiDriver api, Office office, JdbcClient jdbc) {
        this.api = api;
        this.office = office;
        this.jdbc = jdbc;
    }

    /** An item of this test whose licences follow a rule; its code. */
    String item(@Nullable String kind, @Nullable Integer months, boolean keepsPeriod, boolean several) {
        var code = "I-" + UUID.randomUUID().toString().substring(0, 8);
        jdbc.sql("""
                INSERT INTO licence_rule (item_code, kind, validity_months, keeps_period, several, basis)
                VALUES (:code, :kind, :months, :keeps, :several, 'test')
                """)
                .param("code", code)
                .param("kind", kind)
                .param("months", months)
                .param("keeps", keepsPeriod)
                .param("several", several)
                .update();
        return code;
    }

    /** A case of the item for the holder, to be decided; its number. */
    String applied(String item) {
        return caseNumber(office.open(aFile().subjects(holder).immediate(item, unit, 0)), item, holder);
    }

    /** The number of the licence that the granted case yields. */
    String granted(String item) {
        var number = applied(item);
        assertThat(api.grant(approver(unit), number)).hasStatusOk();
        return unit + "-" + number;
    }

    String limited(int months) {
        return granted(item(null, months, false, false));
    }

    String status(String licence) {
        return jdbc.sql("SELECT status FROM licence WHERE licence_number = ?")
                .param(licence)
                .query((row, _) -> row.getString(1))
                .single();
    }

    @Nullable
    LocalDate validUntil(String licence) {
        return jdbc.sql("SELECT valid_until FROM licence WHERE licence_number = ?")
                .param(licence)
                .query((row, _) -> java.util.Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single()
                .orElse(null);
    }

    static JsonNode json(MvcTestResult result) {
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }
}
