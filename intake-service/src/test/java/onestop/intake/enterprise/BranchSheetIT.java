package onestop.intake.enterprise;

import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import onestop.intake.AtOnce;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.testsupport.Events;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntakeTest
class BranchSheetIT {
    private static final String CSV = "text/csv";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String HEADINGS = "统一社会信用代码,名称,所属镇街,地址,负责人,负责人电话";

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    private Calls.Reply put(Calls.Person who, String parent, String query, String... lines) {
        return put(who, parent, query, CSV, String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private Calls.Reply put(Calls.Person who, String parent, String query, String type, byte[] file) {
        return calls.send(
                HttpMethod.PUT,
                who,
                "/enterprises/" + parent + "/branches/sheet" + query,
                file,
                Map.of("Content-Type", type));
    }

    private static List<String> file(List<String> uscis) {
        var lines = new ArrayList<>(List.of(HEADINGS));
        for (int i = 0; i < uscis.size(); i++) {
            lines.add("%s,%d号店,大店,天桥路%d号,王芳,138%08d".formatted(uscis.get(i), i, i, i));
        }
        return lines;
    }

    private static List<String> newUscis(int count) {
        return IntStream.range(0, count).mapToObj(_ -> newUsci()).toList();
    }

    private static String[] lines(List<String> lines) {
        return lines.toArray(String[]::new);
    }

    private long versions(List<String> uscis) {
        return jdbc.sql("SELECT count(*) FROM enterprise_version WHERE usci = ANY (:uscis)")
                .param("uscis", uscis.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private static List<Integer> counts(Calls.Reply reply) {
        reply.must(200);
        return List.of(
                reply.body().path("registered").asInt(),
                reply.body().path("changed").asInt(),
                reply.body().path("unchanged").asInt(),
                reply.body().path("refused").asInt());
    }

    @Test
    void hundredsOfBranchesComeFromASheetAndAgainWithoutChange() {
        var parent = calls.enterprise();
        var uscis = newUscis(300);
        var file = file(uscis);

        var first = put(applicant(parent), parent, "", lines(file));

        assertThat(counts(first)).containsExactly(300, 0, 0, 0);
        assertThat(first.body().path("stored").asBoolean()).isTrue();
        assertThat(first.body().path("rows").path(0).path("row").asInt()).isEqualTo(2);
        assertThat(counts(put(applicant(parent), parent, "", lines(file)))).containsExactly(0, 0, 300, 0);
        assertThat(versions(uscis)).isEqualTo(300);

        file.set(8, file.get(8).replace("号店", "号旗舰店"));
        assertThat(counts(put(WINDOW, parent, "", lines(file)))).containsExactly(0, 1, 299, 0);
        assertThat(versions(uscis)).isEqualTo(301);

        var shown = calls.get(applicant(parent), "/enterprises/" + parent + "/branches?limit=1")
                .must(200)
                .body()
                .path("items")
                .path(0);
        assertThat(shown.path("regionCode").asString()).isEqualTo("371327102000");
        assertThat(shown.path("personInCharge").path("phone").asString()).matches("138\\*{4}[0-9]{4}");
        var all = Set.copyOf(uscis);
        var published = events.awaitAll(
                "onestop.intake.enterprise",
                Duration.ofSeconds(30),
                record -> all.contains(record.key()),
                ours -> ours.size() == 301);
        assertThat(published)
                .allSatisfy(record ->
                        assertThat(record.text()).doesNotContain("王芳", "天桥路").doesNotContainPattern("138[0-9]{8}"));
    }

    @Test
    void aWorkbookIsReadLikeText() throws IOException {
        var parent = calls.enterprise();
        var uscis = newUscis(2);
        var content = new ByteArrayOutputStream();
        try (var book = new Workbook(content, "test", "1.0")) {
            var sheet = book.newWorksheet("branches");
            var rows = List.of(
                    List.of("usci", "name", "regionCode", "parentUsci"),
                    List.of(uscis.get(0), "一店", "371327106000", parent),
                    List.of(uscis.get(1).toLowerCase(Locale.ROOT), "二店", "板泉镇", ""));
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < 4; column++) {
                    sheet.value(row, column, rows.get(row).get(column));
                }
            }
        }

        var reply = put(OPS, parent, "", XLSX, content.toByteArray());

        assertThat(counts(reply)).containsExactly(2, 0, 0, 0);
        assertThat(jdbc.sql("SELECT DISTINCT region_code FROM enterprise WHERE parent_usci = :parent")
                        .param("parent", parent)
                        .query(String.class)
                        .list())
                .containsExactly("371327106000");
    }

    /** One row of each kind of fault, and a good one. */
    private String[] faulty(String parent, String good, String ofOther) {
        return new String[] {
            HEADINGS + ",总公司统一社会信用代码",
            good + ",好店,大店镇,,,,",
            "91371327MA3DEM0A2H,校验码错,大店镇,,,,",
            good + ",重复,大店镇,,,,",
            parent + ",总店,大店镇,,,,",
            ofOther + ",别家的店,大店镇,,,,",
            newUsci() + ",地方错,东京,,,,",
            newUsci() + ",县里没有,371327999000,,,,",
            newUsci() + ",,大店镇,,,,",
            newUsci() + ",电话错,大店镇,,王芳,12345,",
            newUsci() + ",总公司错,大店镇,,,," + newUsci(),
            newUsci() + ",电话没主,大店镇,,,13800001234,"
        };
    }

    private static final List<String> FAULTS = List.of(
            "rows[3].usci usci-check-digit",
            "rows[4].usci named-twice",
            "rows[5].usci not-a-branch-of-this",
            "rows[6].usci not-a-branch-of-this",
            "rows[7].regionCode not-a-town",
            "rows[8].regionCode not-a-town",
            "rows[9].name required",
            "rows[10].phone phone",
            "rows[11].parentUsci another-parent",
            "rows[12].personInCharge phone-of-nobody");

    @Test
    void allOrNothingNamesEveryBadRowAndStoresNone() {
        var parent = calls.enterprise();
        var good = newUsci();
        var ofOther = calls.branches(calls.enterprise(), 1).getFirst();

        var reply = put(OPS, parent, "?rows=ALL", faulty(parent, good, ofOther)).must(400);

        assertThat(reply.errors()).containsExactlyInAnyOrderElementsOf(FAULTS);
        assertThat(reply.body().toString()).doesNotContain("\"12345\"", "王芳,12345");
        assertThat(versions(List.of(good))).isZero();
    }

    @Test
    void theGoodRowsAreStoredAndTheOthersToldWithTheirReasons() {
        var parent = calls.enterprise();
        var good = newUsci();
        var ofOther = calls.branches(calls.enterprise(), 1).getFirst();
        var file = faulty(parent, good, ofOther);

        var tried = put(OPS, parent, "?rows=GOOD&dryRun=true", file);
        assertThat(counts(tried)).containsExactly(1, 0, 0, 10);
        assertThat(tried.body().path("stored").asBoolean()).isFalse();
        assertThat(versions(List.of(good))).isZero();

        var reply = put(OPS, parent, "?rows=GOOD", file);

        assertThat(counts(reply)).containsExactly(1, 0, 0, 10);
        var told = new ArrayList<String>();
        reply.body()
                .path("rows")
                .forEach(row -> row.path("errors")
                        .forEach(error -> told.add(error.path("field").asString() + " "
                                + error.path("code").asString())));
        assertThat(told).containsExactlyElementsOf(FAULTS);
        assertThat(versions(List.of(good))).isEqualTo(1);
        assertThat(counts(put(OPS, parent, "?rows=GOOD", file))).containsExactly(0, 0, 1, 10);
        assertThat(jdbc.sql("SELECT count(*) FROM enterprise WHERE parent_usci = :parent")
                        .param("parent", parent)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void twoImportsAtOnceHaveOneEffect() throws Exception {
        for (int round = 0; round < 3; round++) {
            var parent = calls.enterprise();
            var uscis = newUscis(200);
            var file = file(uscis);
            var reversed = new ArrayList<>(List.of(HEADINGS));
            reversed.addAll(file.subList(1, file.size()).reversed());

            var replies = AtOnce.all(List.<Callable<Calls.Reply>>of(
                    () -> put(OPS, parent, "", lines(file)),
                    () -> put(applicant(parent), parent, "?rows=GOOD", lines(reversed)),
                    () -> put(WINDOW, parent, "", lines(reversed))));

            assertThat(replies.stream().mapToInt(reply -> counts(reply).get(0)).sum())
                    .as("each branch is registered by one of them")
                    .isEqualTo(200);
            assertThat(replies.stream().mapToInt(reply -> counts(reply).get(2)).sum())
                    .isEqualTo(400);
            assertThat(versions(uscis)).isEqualTo(200);
        }
    }

    @Test
    void importsOfTwoParentsThatWantTheSameBranchesDoNotBlockEachOther() throws Exception {
        for (int round = 0; round < 3; round++) {
            var one = calls.enterprise();
            var other = calls.enterprise();
            var file = file(newUscis(100));
            var reversed = new ArrayList<>(List.of(HEADINGS));
            reversed.addAll(file.subList(1, file.size()).reversed());

            var replies = AtOnce.all(List.<Callable<Calls.Reply>>of(
                    () -> put(OPS, one, "?rows=GOOD", lines(file)),
                    () -> put(OPS, other, "?rows=GOOD", lines(reversed))));

            assertThat(replies.stream().map(BranchSheetIT::counts))
                    .containsExactlyInAnyOrder(List.of(100, 0, 0, 0), List.of(0, 0, 0, 100));
        }
    }

    @Test
    void aFileThatIsNoSheetIsRefusedAsAWhole() {
        var parent = calls.enterprise();

        put(OPS, parent, "", "").must(400);
        put(OPS, parent, "", "名称,所属镇街", "店,大店").must(400);
        put(OPS, parent, "", HEADINGS).must(400);
        put(OPS, parent, "", lines(file(newUscis(1_001)))).must(400);
        put(OPS, parent, "?rows=SOME", lines(file(newUscis(1)))).must(400);
        calls.send(HttpMethod.PUT, OPS, "/enterprises/" + parent + "/branches/sheet", List.of(), Map.of())
                .must(415);
    }

    @Test
    void onlyTheEnterpriseAndTheHallImportItsBranches() {
        var parent = calls.enterprise();
        var branch = calls.branches(parent, 1).getFirst();
        var file = lines(file(newUscis(1)));

        put(applicant(newUsci()), parent, "", file).declines(404, "unknown-enterprise");
        put(OPS, newUsci(), "", file).declines(404, "unknown-enterprise");
        put(agent("x"), parent, "", file).must(403);
        put(OPS, branch, "", file).declines(409, "registered-as-branch");
    }
}
