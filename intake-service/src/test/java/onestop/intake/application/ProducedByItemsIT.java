package onestop.intake.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.catalogue.Catalogues;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntakeTest
class ProducedByItemsIT {
    @Autowired
    Calls calls;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Catalogues catalogues;

    @Autowired
    ProducedByItems produced;

    @Test
    void aFileKeepsWhatItsItemsProduce() {
        var number = calls.submit(calls.enterprise(), "PKG-BG-MC").text("receiptNumber");
        var inForce = catalogues.current().item("QY-BG-MC").orElseThrow().produces();

        var kept = produced.of(List.of(number, "371327990101" + "00001")).get(number);

        assertThat(inForce).isNotEmpty();
        assertThat(kept).containsEntry("QY-BG-MC", inForce);
    }

    @Test
    void whatWasHandedInBeforeItWasKeptIsNotAnswered() {
        var number = calls.submit(calls.enterprise(), "PKG-BG-MC").text("receiptNumber");
        jdbc.sql("""
                UPDATE application
                   SET content = jsonb_set(content, '{items}', (
                           SELECT jsonb_agg(i - 'produces') FROM jsonb_array_elements(content -> 'items') AS i))
                 WHERE receipt_number = ?
                """).param(number).update();

        assertThat(produced.of(List.of(number))).isEqualTo(Map.of());
        calls.accept(Calls.WINDOW, number).must(200);
    }
}
