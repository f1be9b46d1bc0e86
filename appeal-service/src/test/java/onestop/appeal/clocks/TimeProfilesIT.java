package onestop.appeal.clocks;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.words.AppealKind;
import onestop.web.Role;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeService
class TimeProfilesIT {
    private static final Person OPS = person("ops", Role.OPS);
    private static final String IN_USE = "/profiles/in-use";

    @Autowired
    TimeProfiles profiles;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

    @Test
    void theCountysProfileIsInUseAndAsTheTestsHaveIt() {
        assertThat(profiles.inUseAt(Instant.parse("2026-03-02T01:00:00Z"), WorkingDayCalendar.shipped())
                        .profile())
                .usingRecursiveComparison()
                .ignoringCollectionOrderInFields("rules")
                .isEqualTo(Profiles.JUNAN);
    }

    @Test
    void everyProfileCanBeCountedWith() {
        assertThat(profiles.codes()).hasSizeGreaterThanOrEqualTo(8);
        for (var code : profiles.codes()) {
            for (var kind : AppealKind.values()) {
                assertThat(profiles.timetable(code)
                                .due(Clock.SOLUTION, kind, false, Instant.parse("2026-03-02T01:00:00Z")))
                        .as(code)
                        .isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE time_limit SET amount = 99 WHERE profile = 'JUNAN'",
                "DELETE FROM time_limit WHERE profile = 'JUNAN'",
                "UPDATE time_profile SET returns_at_most = 9 WHERE code = 'JUNAN'",
                "UPDATE service_shift SET closes = '18:00' WHERE profile = 'JUNAN'",
                "DELETE FROM time_profile_in_use WHERE profile = 'JUNAN'"
            })
    void aProfileNeverChanges(String change) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(change).update());
    }

    @Test
    void anAppealKeepsTheProfileItStartedWith() {
        clock.setTo("2022-03-01T10:00:00+08:00"); // no other test raises appeals in these years
        var before = requests.receive("PROBLEM");
        jdbc.sql("""
                INSERT INTO time_profile_in_use
                VALUES ('2022-06-01T00:00:00+08:00', 'ZAOZHUANG'), ('2022-07-01T00:00:00+08:00', 'JUNAN')
                """).update();
        clock.setTo("2022-06-15T10:00:00+08:00");
        var after = requests.receive("PROBLEM");

        assertThat(requests.read(APPLICANT, before).text("profile")).isEqualTo("JUNAN");
        var appeal = requests.read(APPLICANT, after).json();
        assertThat(appeal.path("profile").asString()).isEqualTo("ZAOZHUANG");
        assertThat(appeal.path("clocks").findValuesAsString("dueOn"))
                .containsExactly("2022-06-16", "2022-06-17", "2022-06-29");
    }

    @Test
    void aProfileComesIntoUseAtATimeThatIsSetBefore() {
        clock.setTo("2021-03-01T10:00:00+08:00"); // no other test raises appeals in this year
        var set = "{\"profile\": \"ZAOZHUANG\", \"since\": \"2021-06-01T00:00:00+08:00\"}";
        Contracts.assertAnswer(
                "ProfileInUse", requests.putAt(OPS, IN_USE, set).must(200).json());
        requests.putAt(OPS, IN_USE, set).must(200);
        requests.putAt(OPS, IN_USE, set.replace("ZAOZHUANG", "JUNAN")).mustBe(409, "another-profile-set");
        requests.putAt(OPS, IN_USE, "{\"profile\": \"JUNAN\", \"since\": \"2021-07-01T00:00:00+08:00\"}")
                .must(200);
        var page = requests.get(COORDINATOR, "/profiles").must(200).json();
        Contracts.assertAnswer("ProfilePage", page);
        assertThat(page.path("items")
                        .valueStream()
                        .filter(profile -> profile.path("code").asString().equals("ZAOZHUANG"))
                        .map(profile -> profile.path("inUseFrom").asString()))
                .containsExactly("2021-06-01T00:00:00+08:00");
        var before = requests.receive("PROBLEM");

        clock.setTo("2021-06-15T10:00:00+08:00");
        assertThat(requests.read(APPLICANT, requests.receive("PROBLEM")).text("profile"))
                .isEqualTo("ZAOZHUANG");
        assertThat(requests.read(APPLICANT, before).text("profile")).isEqualTo("JUNAN");
    }

    @Test
    void nothingIsSetForThePastOrForAProfileThatIsNotThereAndNoneIsChanged() {
        clock.setTo("2021-03-01T10:00:00+08:00");
        requests.putAt(OPS, IN_USE, "{\"profile\": \"ZAOZHUANG\", \"since\": \"2021-03-01T10:00:00+08:00\"}")
                .mustBlame("since", "in-the-future");
        requests.putAt(OPS, IN_USE, "{\"profile\": \"NOBODYS\", \"since\": \"2021-09-01T00:00:00+08:00\"}")
                .mustBlame("profile", "one-of");
        requests.putAt(OPS, IN_USE, "{\"profile\": \"ZAOZHUANG\"}").mustBlame("since", "not-null");
        requests.putAt(COORDINATOR, IN_USE, "{\"profile\": \"ZAOZHUANG\", \"since\": \"2021-09-01T00:00:00+08:00\"}")
                .mustBe(403, "role-not-allowed");
        requests.putAt(OPS, "/profiles/JUNAN", "{}").must(404);
    }

    @Test
    void profilesAreShown() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        var page = requests.get(COORDINATOR, "/profiles").must(200).json();
        Contracts.assertAnswer("ProfilePage", page);
        var inUse = page.path("items")
                .valueStream()
                .filter(profile -> profile.path("inUse").asBoolean())
                .map(profile -> profile.path("code").asString())
                .toList();
        assertThat(inUse).isEqualTo(List.of("JUNAN"));
    }
}
