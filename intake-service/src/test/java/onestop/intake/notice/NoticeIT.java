package onestop.intake.notice;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.document.Pdfs;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntakeTest
class NoticeIT {
    @Autowired
    Calls calls;

    @Autowired
    JdbcClient jdbc;

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
        assertThat(notice.path("windows").size()).isBetween(1, 20);
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

    // --- issued with number and date

    @Test
    void anIssuedNoticeStaysAsItWasTold() {
        var usci = calls.enterprise();
        var receipt = calls.submit(usci, "PKG-BG-MC").text("receiptNumber");
        calls.accept(WINDOW, receipt).must(200);
        Map<String, Object> question = Map.of(
                "packageCode",
                "PKG-BG-FZR",
                "enterpriseUsci",
                usci,
                "answers",
                Map.of("HAS_FOOD_PERMIT", false, "IS_NOT_ASKED", true));
        var calculated =
                calls.post(applicant(usci), "/one-time-notices", question).must(200);

        var issued = calls.post(applicant(usci), "/issued-notices", question).must(201);

        var path = pathOf(issued);
        assertThat(issued.text("number")).matches("莒政服告〔\\d{4}〕\\d{6,}号");
        assertThat(issued.body().path("notice")).isEqualTo(calculated.body());
        assertThat(issued.body().path("question").path("packageCode").asString())
                .isEqualTo("PKG-BG-FZR");
        var versions = issued.body().path("catalogueVersions");
        assertThat(versions.path("servicePackage").asInt()).isPositive();
        assertThat(versions.path("items").size())
                .isEqualTo(calculated.body().path("items").size());
        assertThat(versions.path("materials").size())
                .isEqualTo(calculated.body().path("materials").size());

        // What is on file changes; what was told does not.
        jdbc.sql("DELETE FROM kept_material WHERE usci = ?").param(usci).update();
        assertThat(calls.get(applicant(usci), path).must(200).body()).isEqualTo(issued.body());
        assertThat(calls.post(applicant(usci), "/one-time-notices", question)
                        .must(200)
                        .body())
                .isNotEqualTo(calculated.body());

        var text = Pdfs.text(calls.bytes(applicant(usci), path + "/pdf", "application/pdf"));
        assertThat(text)
                .contains("一次性告知书")
                .contains(issued.text("number"))
                .contains("测试企业" + usci)
                .contains("食品经营许可证？否")
                .contains("由代理人办理：是")
                .doesNotContain("IS_NOT_ASKED")
                .contains("来自办件" + receipt)
                .contains("合计")
                .contains("申请人提交");
        issued.body()
                .path("notice")
                .path("materials")
                .forEach(material -> assertThat(text)
                        .contains(material.path("nameZh").asString().replaceAll("\\s", "")));
    }

    @Test
    void anIssuedNoticeIsForThoseWhoMayKnow() {
        var usci = calls.enterprise();
        var general = Map.of("packageCode", "PKG-FZ-PL", "branches", 66);
        var forEnterprise = Map.of("itemCodes", List.of("SW-BG"), "enterpriseUsci", usci);
        var mine = pathOf(calls.post(agent("asker"), "/issued-notices", general).must(201));
        var theirs = pathOf(calls.post(WINDOW, "/issued-notices", forEnterprise).must(201));

        calls.post(NOBODY, "/issued-notices", general).must(401);
        calls.post(applicant(Calls.newUsci()), "/issued-notices", forEnterprise).declines(404, "unknown-enterprise");
        calls.get(agent("asker"), mine).must(200);
        calls.get(WINDOW, mine).must(200);
        calls.get(agent("other"), mine).declines(404, "unknown-notice");
        calls.get(agent("other"), mine + "/pdf").declines(404, "unknown-notice");
        calls.get(applicant(usci), theirs).must(200);
        calls.get(applicant(Calls.newUsci()), theirs).declines(404, "unknown-notice");
        calls.get(WINDOW, "/issued-notices/" + UUID.randomUUID()).declines(404, "unknown-notice");
        assertThat(Pdfs.text(calls.bytes(agent("asker"), mine + "/pdf", "application/pdf")))
                .contains("涉及分支机构66家");
    }

    private static String pathOf(Calls.Reply created) {
        assertThat(created.headers().get("Location")).isEqualTo("/api/intake/issued-notices/" + created.text("id"));
        return "/issued-notices/" + created.text("id");
    }

    @Test
    void theSameRequestIsIssuedOnce() {
        var headers = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        var question = Map.of("itemCodes", List.of("SW-BG"));

        var first = calls.send(HttpMethod.POST, WINDOW, "/issued-notices", question, headers)
                .must(201);
        var again = calls.send(HttpMethod.POST, WINDOW, "/issued-notices", question, headers)
                .must(201);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(calls.send(HttpMethod.POST, WINDOW, "/issued-notices", question, Map.of())
                        .must(400)
                        .errors())
                .containsExactly("Idempotency-Key required");
        assertThat(calls.post(WINDOW, "/issued-notices", Map.of("itemCodes", List.of("NO")))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes[0] unknown-item");
    }

    @Test
    void aMaterialThatAnItemOnTheSpotNeedsMayNotFollow() {
        var notice = ask(Map.of("packageCode", "PKG-BG-MC")).must(200).body();

        var immediate = notice.path("items")
                .valueStream()
                .filter(item -> item.path("caseType").asString().equals("IMMEDIATE"))
                .map(item -> item.path("code").asString())
                .toList();
        assertThat(immediate).isNotEmpty();
        notice.path("materials").forEach(material -> {
            boolean atOnce =
                    material.path("itemCodes").valueStream().anyMatch(code -> immediate.contains(code.asString()));
            boolean handIn = material.path("source").asString().equals("HAND_IN");
            assertThat(material.path("mayFollow").asBoolean())
                    .as("%s", material)
                    .isEqualTo(handIn && material.path("deferrable").asBoolean() && !atOnce);
        });
        int limits = notice.path("steps")
                .valueStream()
                .mapToInt(step -> step.path("promisedDays").asInt())
                .sum();
        assertThat(limits)
                .isEqualTo(notice.path("figures").path("packagePromisedDays").asInt());
    }
}
