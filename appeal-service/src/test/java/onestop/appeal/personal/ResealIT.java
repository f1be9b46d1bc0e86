package onestop.appeal.personal;

import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import onestop.appeal.Calls;
import onestop.appeal.WholeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

@WholeService
class ResealIT {
    private static final String NEW =
            "new:" + Base64.getEncoder().encodeToString("n".repeat(32).getBytes(StandardCharsets.US_ASCII));

    private static final String FOREIGN =
            "foreign:" + Base64.getEncoder().encodeToString("f".repeat(32).getBytes(StandardCharsets.US_ASCII));

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Value("${onestop.appeal.personal.keys}")
    String present;

    private SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private void reseal(String keys) {
        meters = new SimpleMeterRegistry();
        new Reseal(new SealedTexts(keys), jdbc, transaction, meters, 2).run();
    }

    private double left() {
        return meters.get("onestop.appeal.personal.old").gauge().value();
    }

    private long sealedWith(String id) {
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM conversation WHERE substr(phone, 3, :length) = :id)
                     + (SELECT count(*) FROM conversation_line WHERE substr(text, 3, :length) = :id)
                     + (SELECT count(*) FROM guest WHERE substr(name, 3, :length) = :id)
                     + (SELECT count(*) FROM guest WHERE substr(phone, 3, :length) = :id)
                """)
                .param("id", id.getBytes(StandardCharsets.US_ASCII))
                .param("length", id.length())
                .query(Long.class)
                .single();
    }

    @Test
    void afterAChangeOfKeysEverythingIsSealedAnewAndTheOldKeyMayGo() {
        var calls = new Calls(mvc);
        var id = calls.post(WINDOW, "/cloud-desk/conversations", """
                        {"channel": "PHONE", "purpose": "CONSULTATION", "phone": "13900000000", "text": "请问几点下班"}
                        """).must(201).text("id");
        for (int line = 0; line < 3; line++) {
            calls.post(WINDOW, "/cloud-desk/conversations/" + id + "/lines", "{\"text\": \"十七点三十分\"}")
                    .must(201);
        }
        var visited = calls.post(GAJ, "/service-records", """
                        {"kind": "VISIT", "guest": {"name": "远道来客", "phone": "13911112222"}, "unit": "GAJ",
                         "servedOn": "2026-01-05", "note": "上门走访"}
                        """).must(201).text("id");
        long before = sealedWith("test");
        assertThat(before).isGreaterThanOrEqualTo(7);

        reseal(NEW + "," + present);
        assertThat(sealedWith("test")).isZero();
        assertThat(sealedWith("new")).isEqualTo(before);
        assertThat(left()).isZero();

        reseal(present + "," + NEW);
        assertThat(sealedWith("test")).isEqualTo(before);
        assertThat(calls.get(WINDOW, "/cloud-desk/conversations/" + id)
                        .must(200)
                        .body())
                .contains("13900000000", "请问几点下班", "十七点三十分");
        assertThat(calls.get(GAJ, "/service-records?limit=200").must(200).body())
                .contains(visited, "远道来客", "13911112222");
    }

    @Test
    void beforeTheFirstRoundHasEndedNobodyIsToldThatTheOldKeyMayGo() {
        var _ = new Reseal(new SealedTexts(present + "," + NEW), jdbc, transaction, meters, 2);
        assertThat(left()).isNaN();

        reseal(present);
        assertThat(left()).as("with one key nothing is looked at").isNaN();
    }

    @Test
    void aRoundThatFailsTellsNoNumber() {
        var nowhere = JdbcClient.create(new SingleConnectionDataSource("jdbc:postgresql://localhost:1/none", false));
        var failing = new Reseal(new SealedTexts(present + "," + NEW), nowhere, transaction, meters, 2);

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(failing::run);

        assertThat(left()).isNaN();
    }

    @Test
    void whatCannotBeOpenedIsPassedByAndCountedAsLeft() {
        var calls = new Calls(mvc);
        var moved = conversation(calls, "13900000001");
        var spoilt = List.of(
                conversation(calls, "13900000002"),
                conversation(calls, "13900000003"),
                conversation(calls, "13900000004"));
        var good = conversation(calls, "13900000005");
        var older = new SealedTexts(NEW);
        spoilt.forEach(id -> phone(id, older.seal("13900000000", "conversation/of-somebody-else/phone")));
        phone(moved, new SealedTexts(FOREIGN).seal("13900000001", "conversation/" + moved + "/phone"));
        phone(good, older.seal("13900000005", "conversation/" + good + "/phone"));
        try {
            reseal(present + "," + NEW);

            assertThat(calls.get(WINDOW, "/cloud-desk/conversations/" + good)
                            .must(200)
                            .body())
                    .as("behind more than a batch of them")
                    .contains("13900000005");
            assertThat(left()).isEqualTo(4);
        } finally {
            spoilt.forEach(id -> phone(id, new SealedTexts(present).seal("1", "conversation/" + id + "/phone")));
            phone(moved, new SealedTexts(present).seal("1", "conversation/" + moved + "/phone"));
        }
        reseal(present + "," + NEW);
        assertThat(left()).isZero();
    }

    private static String conversation(Calls calls, String phone) {
        return calls.post(WINDOW, "/cloud-desk/conversations", """
                        {"channel": "PHONE", "purpose": "CONSULTATION", "phone": "%s", "text": "请问几点下班"}
                        """.formatted(phone))
                .must(201)
                .text("id");
    }

    private void phone(String conversation, byte[] sealed) {
        jdbc.sql("UPDATE conversation SET phone = ? WHERE id = ?::uuid")
                .param(sealed)
                .param(conversation)
                .update();
    }

    @Test
    void noColumnOfSealedTextsIsForgotten() {
        assertThat(jdbc.sql("""
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                         WHERE table_schema = current_schema() AND data_type = 'bytea'
                           AND (table_name LIKE 'conversation%' OR table_name = 'guest') ORDER BY 1
                        """).query((row, _) -> row.getString(1)).list())
                .containsExactlyInAnyOrderElementsOf(Reseal.COLUMNS.stream()
                        .map(column -> column.table() + "." + column.name())
                        .toList());
    }
}
