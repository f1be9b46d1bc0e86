package onestop.intake.notice;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntakeTest
class NoticeIT {
    @Autowired
    Calls calls;

    private Calls.Reply ask(Map<String, ?> question) {
        return calls.post(NOBODY, "/one-time-notices", question);
    }

    @Test
    void thePackageIsAnsweredWithoutAToken() {
        var notice = ask(Map.of("packageCode", "PKG-BG-MC")).must(200).body();

        assertThat(notice.path("figures").path("applicantSubmits").asInt()).isEqualTo(7);
        assertThat(notice.path("figures").path("materialReductionRate").decimalValue())
                .isEqualByComparingTo("0.8814");
        assertThat(notice.path("materials").size()).isEqualTo(20);
        assertThat(notice.path("stages").size()).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsNamedByField() {
        assertThat(ask(Map.of()).must(400).errors()).containsExactly("packageCode package-or-items");
        assertThat(ask(Map.of("packageCode", "PKG-BG-MC", "itemCodes", List.of("SW-BG")))
                        .must(400)
                        .errors())
                .containsExactly("packageCode package-or-items");
        assertThat(ask(Map.of("packageCode", "PKG-NO")).must(400).errors())
                .containsExactly("packageCode unknown-package");
        assertThat(ask(Map.of("itemCodes", List.of("SW-BG", "NO", "SW-BG")))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes[1] unknown-item", "itemCodes[2] named-twice");
        assertThat(ask(Map.of("packageCode", "PKG-FZ-PL", "branches", 501))
                        .must(400)
                        .errors())
                .containsExactly("branches number-range");
        assertThat(ask(Map.of("packageCode", "PKG-KB", "branches", 2)).must(400).errors())
                .containsExactly("branches package-without-branches");
        assertThat(ask(Map.of("packageCode", "PKG-KB", "agents", 1)).must(400).errors())
                .containsExactly("agents unknown-field");
    }

    @Test
    void whatIsOnFileIsToldToThoseWhoMayKnow() {
        var usci = calls.enterprise();
        var receipt = calls.submit(usci, "PKG-BG-MC").text("receiptNumber");
        calls.accept(WINDOW, receipt).must(200);
        var question = Map.of("packageCode", "PKG-BG-FZR", "enterpriseUsci", usci);

        ask(question).declines(401, "authentication-required");
        calls.post(applicant(Calls.newUsci()), "/one-time-notices", question).declines(404, "unknown-enterprise");

        var notice = calls.post(applicant(usci), "/one-time-notices", question)
                .must(200)
                .body();
        var seal = notice.path("materials")
                .valueStream()
                .filter(material -> material.path("key").asString().equals("OLD_SEAL"))
                .findFirst()
                .orElseThrow();
        assertThat(seal.path("source").asString()).isEqualTo("ON_FILE");
        assertThat(seal.path("fromReceiptNumber").asString()).isEqualTo(receipt);
        assertThat(notice.path("figures").path("applicantSubmits").asInt()).isEqualTo(7); // eight without it
        // The account proof was checked too, but this file's result replaces it; resolutions are never kept.
        assertThat(notice.path("materials")
                        .valueStream()
                        .filter(material -> material.path("source").asString().equals("ON_FILE"))
                        .map(material -> material.path("key").asString()))
                .containsExactly("OLD_SEAL");
    }
}
