package onestop.evaluation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import onestop.testsupport.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Repository;

@AnalyzeClasses(packages = "onestop.evaluation", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTests {
    @Test
    void featuresUseEachOthersPublicTypesOnlyAndWithoutCycles() {
        ApplicationModules.of(EvaluationServiceApplication.class).verify();
    }

    @ArchTest
    static final ArchRule ORDERS_KNOW_NO_FRAMEWORK = HouseRules.knowNoFramework(
            ".*rectification\\.(RectificationOrder|OrderState|Round|Tally|Step|Transition|Rejection|Light|BadRating|BadFinding|Grievance|Objection|Oversight|Judgement|Decider|Talk|CallBack|Status)");

    @ArchTest
    static final ArchRule CONTROLLERS_ARE_NOT_PUBLIC = HouseRules.CONTROLLERS_ARE_NOT_PUBLIC;

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_SOURCE = HouseRules.TIME_COMES_FROM_A_SOURCE;

    @ArchTest
    static final ArchRule ONLY_MESSAGES_MAKE_EVENTS = HouseRules.ONLY_MESSAGES_MAKE_EVENTS;

    @Test
    void whoGaveARatingIsReadForTheSupervisorAndToBeSealedAndNowhereElse() throws Exception {
        var readers = Pattern.compile("(FROM|JOIN)\\s+rating_giver");
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var found = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> readers.matcher(read(file))
                            .results()
                            .map(_ -> file.getFileName().toString()))
                    .toList();
            assertThat(found).containsExactly("Ratings.java", "Ratings.java");
        }
    }

    @ArchTest
    static final ArchRule CONTACTS_STAY_WHERE_THEY_ARE_SEALED = methods()
            .that()
            .haveName("contact")
            .and()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Repository.class)
            .should()
            .bePackagePrivate();

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
