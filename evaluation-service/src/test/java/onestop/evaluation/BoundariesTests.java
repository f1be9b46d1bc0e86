package onestop.evaluation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Repository;

class BoundariesTests {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("onestop.evaluation");

    @Test
    void featuresUseEachOthersPublicTypesOnlyAndWithoutCycles() {
        ApplicationModules.of(EvaluationServiceApplication.class).verify();
    }

    @Test
    void controllersAreNotPublic() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .notBePublic()
                .because("nobody but the framework calls them")
                .check(OURS);
    }

    @Test
    void theModelOfAnOrderKnowsNoFramework() {
        noClasses()
                .that()
                .haveNameMatching(
                        ".*rectification\\.(RectificationOrder|OrderState|Round|Tally|Step|Transition|Rejection|Light|BadRating|BadFinding|Grievance|Objection|Oversight|Judgement|Decider|Talk|CallBack|Status)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "tools.jackson..", "java.sql..", "onestop.web..", "onestop.events..")
                .because("its rules are read and tested without a server")
                .check(OURS);
    }

    @Test
    void timeComesFromTheClockOfTheService() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .because("tests and demonstrations travel in time")
                .check(OURS);
    }

    @Test
    void onlyMessagesNameEvents() throws Exception {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Messages")
                .should()
                .callConstructorWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "makes an OutgoingEvent",
                        call -> call.getTargetOwner().isEquivalentTo(onestop.events.OutgoingEvent.class)))
                .because("what is published is found in one class per feature")
                .check(OURS);
    }

    @Test
    void whoGaveARatingIsReadForTheSupervisorAndToBeSealedAndNowhereElse() throws Exception {
        var readers = Pattern.compile("(FROM|JOIN)\\s+rating_giver");
        try (var files = java.nio.file.Files.walk(java.nio.file.Path.of("src/main/java"))) {
            var found = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> readers.matcher(read(file))
                            .results()
                            .map(_ -> file.getFileName().toString()))
                    .toList();
            org.assertj.core.api.Assertions.assertThat(found).containsExactly("Ratings.java", "Ratings.java");
        }
        methods()
                .that()
                .haveName("contact")
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Repository.class)
                .should()
                .bePackagePrivate()
                .check(OURS);
    }

    private static String read(java.nio.file.Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
