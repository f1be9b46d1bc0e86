package onestop.appeal.clocks;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.words.AppealKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeService
class TimeProfilesIT {
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
        assertThat(profiles.inUseAt(Instant.parse("2026-03-02T01:00:00Z")).profile())
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
                "UPDATE service_shift SET closes = '18:00' WHERE profile = 'JUNAN'"
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
