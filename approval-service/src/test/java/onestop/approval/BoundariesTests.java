package onestop.approval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import onestop.testsupport.HouseRules;
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
    static final ArchRule THE_MODEL_KNOWS_NO_FRAMEWORK = HouseRules.knowNoFramework(
            "onestop\\.approval\\.cases\\.(ApprovalCase|CaseState|CaseCommand|CaseEvent|CaseFacts|CasePlan"
                    + "|Moment|Progression|Rejection|Transition|Verdict|AcceptedFile)");

    @ArchTest
    static final ArchRule CLOCKS_KNOW_NO_CASES = noClasses()
            .that()
            .resideInAPackage("onestop.approval.clocks")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("onestop.approval.cases..", "onestop.approval.desk..", "onestop.approval.files..");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_SOURCE = HouseRules.TIME_COMES_FROM_A_SOURCE;

    @ArchTest
    static final ArchRule ONLY_MESSAGES_MAKE_EVENTS = HouseRules.ONLY_MESSAGES_MAKE_EVENTS;
}
