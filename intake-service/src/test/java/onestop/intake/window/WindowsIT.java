package onestop.intake.window;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntakeTest
class WindowsIT {
    @Autowired
    Calls calls;

    @Autowired
    Windows windows;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    @Test
    void theCountyHasItsWindows() {
        assertThat(count("?type=COMPREHENSIVE&regionCode=371327000000&inUseOn=2026-03-02"))
                .isEqualTo(45);
        assertThat(count("?type=MOBILE&regionCode=371327000000")).isEqualTo(3);
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM hall_window
                         WHERE type = 'ONE_WINDOW' AND changed_by = 'demonstration'
                         GROUP BY region_code
                        """).query(Integer.class).list()).hasSize(16).containsOnly(5);
        assertThat(calls.get(NOBODY, "/windows/XZSP-07").must(200).text("nameZh"))
                .isEqualTo("综合受理7号窗口");
        calls.get(NOBODY, "/windows/NOWHERE").declines(404, "unknown-window");
    }

    @Test
    void aWindowIsEnteredChangedAndClosedButOnlyOnTheVersionSeen() {
        var some = new HashMap<String, Object>(HallExamples.window("371327990000", List.of("SP-XB", "YZ-BA")));
        var entered = calls.put(OPS, "/windows/A-1", some).must(201);
        assertThat(entered.headers()).containsEntry("ETag", "\"1\"");
        assertThat(calls.put(OPS, "/windows/A-1", some).must(200).headers())
                .containsEntry("ETag", "\"1\""); // the same again changes nothing

        some.put("closedOn", "2026-06-30");
        calls.put(OPS, "/windows/A-1", some).declines(428, "precondition-required");
        assertThat(change("A-1", some, "\"1\"").must(200).text("closedOn")).isEqualTo("2026-06-30");
        some.put("closedOn", "2026-07-31");
        change("A-1", some, "\"1\"").declines(412, "stale-version");
        calls.put(WINDOW, "/windows/A-1", some).declines(403, "role-not-allowed");
    }

    @Test
    void theOthersAreToldOfEachWindowAsItIsNow() {
        Eventually.within(
                Duration.ofSeconds(30),
                () -> assertThat(events.list(WindowTopic.TOPIC.name(), "T102-3"))
                        .as("those of before, too")
                        .hasSize(1));
        var some = new HashMap<String, Object>(HallExamples.window("371327992000", List.of("SP-XB")));
        calls.put(OPS, "/windows/E-1", some).must(201);
        calls.put(OPS, "/windows/E-1", some).must(200);
        some.put("regionCode", "371327993000");
        change("E-1", some, "\"1\"").must(200);
        some.put("closedOn", "2026-06-30");
        change("E-1", some, "\"1\"").declines(412, "stale-version");

        Eventually.within(
                Duration.ofSeconds(30),
                () -> assertThat(events.list(WindowTopic.TOPIC.name(), "E-1"))
                        .extracting(Events.Received::sequence)
                        .containsExactly(1L, 2L));
        assertThat(events.list(WindowTopic.TOPIC.name(), "E-1").getLast().text())
                .contains("\"regionCode\":\"371327993000\"")
                .doesNotContain("closedOn", "itemCodes");
    }

    @Test
    void everythingWrongWithAWindowIsToldAtOnce() {
        assertThat(calls.put(
                                OPS,
                                "/windows/a_1",
                                Map.of(
                                        "nameZh",
                                        "窗口",
                                        "nameEn",
                                        "Window",
                                        "type",
                                        "OUTPUT",
                                        "level",
                                        "COUNTY",
                                        "regionCode",
                                        "371327990000",
                                        "unit",
                                        "NOBODY",
                                        "itemCodes",
                                        List.of("SP-XB", "NO-SUCH"),
                                        "openedOn",
                                        "2026-03-02",
                                        "closedOn",
                                        "2026-03-01"))
                        .must(400)
                        .errors())
                .containsExactlyInAnyOrder(
                        "code window-code",
                        "unit unknown-unit",
                        "itemCodes[1] unknown-item",
                        "itemCodes window-takes-no-items",
                        "closedOn ends-before-start");
        assertThat(calls.put(OPS, "/windows/A-2", HallExamples.window("371327990000", List.of()))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes window-takes-something");
        calls.get(NOBODY, "/windows?after=nonsense").must(400);
        calls.get(NOBODY, "/windows?type=SOMETHING").must(400);
    }

    @Test
    void itemsFindTheWindowsThatTakeThemTogether() {
        var region = "371327991000";
        calls.put(OPS, "/windows/B-1", HallExamples.window(region, List.of("SP-XB", "YZ-BA")))
                .must(201);
        calls.put(OPS, "/windows/B-2", HallExamples.window(region, List.of("SP-XB")))
                .must(201);
        var butOne = new HashMap<String, Object>(HallExamples.window(region, List.of("DL-HY")));
        butOne.put("anyItem", true);
        calls.put(OPS, "/windows/B-3", butOne).must(201);
        var closed = new HashMap<String, Object>(HallExamples.window(region, List.of("SP-XB")));
        closed.put("closedOn", "2026-01-31");
        calls.put(OPS, "/windows/B-4", closed).must(201);

        assertThat(windows.taking(List.of("SP-XB"), region, 10))
                .extracting(Window::code)
                .containsExactly("B-1", "B-2", "B-3");
        assertThat(windows.taking(List.of("SP-XB", "YZ-BA"), region, 10))
                .extracting(Window::code)
                .containsExactly("B-1", "B-3");
        assertThat(windows.taking(List.of("SP-XB", "DL-HY"), region, 10)).isEmpty();
        assertThat(windows.find("B-4")).isPresent();
        assertThat(windows.findInUse("B-4")).isEmpty();
        assertThat(calls.get(NOBODY, "/windows?itemCodes=SP-XB,YZ-BA&regionCode=" + region)
                        .must(200)
                        .body()
                        .path("items"))
                .hasSize(2);

        var page = calls.get(NOBODY, "/windows?limit=3&regionCode=" + region).must(200);
        assertThat(page.body().path("items")).hasSize(3);
        assertThat(calls.get(NOBODY, "/windows?limit=3&regionCode=" + region + "&after=" + page.text("next"))
                        .must(200)
                        .body()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void aFileIsAcceptedAtAWindowThatIsInUse() {
        var number = calls.submit(calls.enterprise(), "PKG-BG-GD").text("receiptNumber");

        assertThat(calls.put(WINDOW, "/applications/" + number + "/acceptance", Map.of("windowCode", "XZSP-99"))
                        .must(400)
                        .errors())
                .containsExactly("windowCode no-window-in-use");
        calls.put(WINDOW, "/applications/" + number + "/acceptance", Map.of("windowCode", "XZSP-45"))
                .must(200);
    }

    private Calls.Reply change(String code, Object body, String ifMatch) {
        return calls.send(HttpMethod.PUT, OPS, "/windows/" + code, body, Map.of("If-Match", ifMatch));
    }

    private int count(String query) {
        return calls.get(NOBODY, "/windows" + query + "&limit=200")
                .must(200)
                .body()
                .path("items")
                .size();
    }
}
