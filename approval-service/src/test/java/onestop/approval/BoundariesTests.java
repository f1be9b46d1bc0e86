package onestop.approval;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "onestop.approval", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTests {
    @Test
    void featuresUseOnlyWhatOthersOfferAndNeverInACircle() {
        ApplicationModules.of(ApprovalServiceApplication.class).verify();
    }

    @ArchTest
    static final ArchRule EDGES_ARE_NOT_PUBLIC = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .or()
            .areAnnotatedWith(Repository.class)
            .should()
            .notBePublic()
            .because("a feature is used through its use cases, not through its SQL or its endpoints");

    @ArchTest
    static final ArchRule THE_MODEL_KNOWS_NO_FRAMEWORK = noClasses()
            .that()
            .haveNameMatching(
                    "onestop\\.approval\\.cases\\.(ApprovalCase|CaseState|CaseCommand|CaseEvent|CaseFacts|CasePlan"
                            + "|Moment|Progression|Rejection|Transition|Verdict|AcceptedFile)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "tools.jackson..", "java.sql..", "onestop.web..", "onestop.events..")
            .because("rules of the law are tested without a server");

    @ArchTest
    static final ArchRule CLOCKS_KNOW_NO_CASES = noClasses()
            .that()
            .resideInAPackage("onestop.approval.clocks")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("onestop.approval.cases..", "onestop.approval.desk..", "onestop.approval.files..");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_SOURCE = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests and demonstrations travel in time; inject InstantSource");

    @ArchTest
    static final ArchRule ONLY_MESSAGES_BUILD_MESSAGES = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Messages")
            .should()
            .callConstructorWhere(target(owner(name("onestop.events.OutgoingEvent"))))
            .because("the names of our events live in one place");
}
