package onestop.intake;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import onestop.testsupport.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Repository;

@AnalyzeClasses(packages = "onestop.intake", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTests {
    @Test
    void featuresUseOnlyWhatOthersOffer() {
        ApplicationModules.of(IntakeServiceApplication.class).verify();
    }

    @ArchTest
    static final ArchRule THE_MODEL_KNOWS_NO_FRAMEWORK = HouseRules.knowNoFramework("onestop\\.intake\\.\\w+\\.("
            + "Window|Skills|Coverage|Shift|Ticket|Appointment|Visitor|BookingRules"
            + "|ApplicationFile|FileState|FileEvent|Transition|Rejection|FileMaterial|Ledger"
            + "|Correction|Catalogue|ServiceItem|ServicePackage|Material|OneTimeNotice|Selection"
            + "|Situation|Figures|Standing|PowerOfAttorney|ServiceHours|Consultation"
            + "|ConsultationState|HelpRequest|HelpState|Stop|StopState"
            + ")");

    @ArchTest
    static final ArchRule CONTROLLERS_ARE_NOT_PUBLIC = HouseRules.CONTROLLERS_ARE_NOT_PUBLIC;

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_SOURCE = HouseRules.TIME_COMES_FROM_A_SOURCE;

    @ArchTest
    static final ArchRule ONLY_MESSAGES_MAKE_EVENTS = HouseRules.ONLY_MESSAGES_MAKE_EVENTS;

    @ArchTest
    static final ArchRule REPOSITORIES_STAY_INSIDE_THEIR_FEATURE = classes()
            .that()
            .areAnnotatedWith(Repository.class)
            .and()
            .haveSimpleNameNotContaining("Enterprises") // offers look-ups to those who register files
            .and()
            .haveSimpleNameNotContaining("MaterialsOnFile") // is its feature's whole offer
            .should()
            .notBePublic()
            .because("tables are changed by the feature that owns them");
}
