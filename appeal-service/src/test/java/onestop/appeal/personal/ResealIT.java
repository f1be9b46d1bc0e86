package onestop.appeal.personal;

import static onestop.appeal.Office.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import onestop.appeal.Calls;
import onestop.appeal.WholeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

@WholeService
class ResealIT {
    private static final String NEW =
            "new:" + Base64.getEncoder().encodeToString("n".repeat(32).getBytes(StandardCharsets.US_ASCII));

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Value("${onestop.appeal.personal.keys}")
    String present;

    private void reseal(String keys) {
        new Reseal(new SealedTexts(keys), jdbc, transaction, new SimpleMeterRegistry(), 2).run();
    }

    private long sealedWith(String id) {
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM conversation WHERE substr(phone, 3, :length) = :id)
                     + (SELECT count(*) FROM conversation_line WHERE substr(text, 3, :length) = :id)
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
        long before = sealedWith("test");
        assertThat(before).isGreaterThanOrEqualTo(5);

        reseal(NEW + "," + present);
        assertThat(sealedWith("test")).isZero();
        assertThat(sealedWith("new")).isEqualTo(before);

        reseal(present + "," + NEW);
        assertThat(sealedWith("test")).isEqualTo(before);
        assertThat(calls.get(WINDOW, "/cloud-desk/conversations/" + id)
                        .must(200)
                        .body())
                .contains("13900000000", "请问几点下班", "十七点三十分");
    }

    @Test
    void noColumnOfSealedTextsIsForgotten() {
        assertThat(jdbc.sql("""
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                         WHERE table_schema = current_schema() AND data_type = 'bytea'
                           AND table_name LIKE 'conversation%' ORDER BY 1
                        """).query((row, _) -> row.getString(1)).list())
                .containsExactlyInAnyOrderElementsOf(Reseal.COLUMNS.stream()
                        .map(column -> column.table() + "." + column.name())
                        .toList());
    }
}
