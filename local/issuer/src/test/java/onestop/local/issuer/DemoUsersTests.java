package onestop.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DemoUsersTests {

    private static final Set<String> ROLES = Set.of(
            "APPLICANT",
            "AGENT",
            "HELPER",
            "WINDOW",
            "EXAMINER",
            "REVIEWER",
            "APPROVER",
            "ISSUER",
            "UNIT_MANAGER",
            "EVALUATION_SUPERVISOR",
            "APPEAL_COORDINATOR",
            "AUDITOR",
            "OPS",
            "PARTNER");

    /** No department of the catalogue: the leading group for appeals. */
    private static final String LEADING_GROUP = "QYSQ_LDXZ";

    private final DemoUsers users = DemoUsers.shipped();

    @Test
    void everyRoleHasSomebody() {
        assertThat(users.all().stream().flatMap(user -> user.roles().stream()))
                .containsAll(ROLES)
                .isSubsetOf(ROLES);
    }

    @Test
    void nobodyHasTwoRolesSoThatFourEyesAreAlwaysTwoPersons() {
        assertThat(users.all()).allSatisfy(user -> assertThat(user.roles()).hasSize(1));
    }

    @Test
    void everyDepartmentOfTheCatalogueHasAnExaminerAReviewerAnApproverAndAManager() {
        var catalogue = new JsonMapper()
                .readTree(Path.of("../../intake-service/src/main/resources/demonstration/catalogue.json")
                        .toFile());
        List<String> units = catalogue
                .path("departments")
                .valueStream()
                .map(department -> department.path("key").asString())
                .toList();

        assertThat(units).hasSize(16);
        assertThat(units)
                .allSatisfy(unit -> Stream.of("examiner", "reviewer", "approver", "manager")
                        .forEach(post -> assertThat(users.find(post + "-" + unit.toLowerCase(Locale.ROOT)))
                                .hasValueSatisfying(
                                        user -> assertThat(user.unit()).isEqualTo(unit))));
        assertThat(users.all().stream()
                        .map(DemoUser::unit)
                        .filter(Objects::nonNull)
                        .filter(unit -> !unit.equals(LEADING_GROUP)))
                .isSubsetOf(units);
    }

    @Test
    void applicantsActForTheirEnterpriseAndStaffForNone() {
        assertThat(users.find("applicant"))
                .hasValueSatisfying(user -> assertThat(user.uscis()).containsExactly("91371327MA3DEM0A2G"));
        assertThat(users.all())
                .filteredOn(user -> !user.roles().equals(List.of("APPLICANT")))
                .allSatisfy(user -> assertThat(user.uscis()).isEmpty());
    }
}
