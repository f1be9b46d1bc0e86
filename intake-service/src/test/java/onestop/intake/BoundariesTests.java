package onestop.intake;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import onestop.events.OutgoingEvent;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

class BoundariesTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("onestop.intake");

    @Test
    void featuresUseOnlyWhatOthersOffer() {
        ApplicationModules.of(IntakeServiceApplication.class).verify();
    }

    @Test
    void controllersAreNotPublic() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .notBePublic()
                .because("nothing but HTTP calls them; what another feature needs belongs in a use case")
                .check(CLASSES);
    }

    @Test
    void theModelKnowsNoFramework() {
        var model = Set.of(
                "Window",
                "Skills",
                "Coverage",
                "Shift",
                "Ticket",
                "Appointment",
                "Visitor",
                "BookingRules",
                "ApplicationFile",
                "FileState",
                "FileEvent",
                "Transition",
                "Rejection",
                "FileMaterial",
                "Ledger",
                "Correction",
                "Catalogue",
                "ServiceItem",
                "ServicePackage",
                "Material",
                "OneTimeNotice",
                "Selection",
                "Situation",
                "Figures",
                "Standing",
                "PowerOfAttorney",
                "ServiceHours",
                "Consultation",
                "ConsultationState",
                "HelpRequest",
                "HelpState",
                "Stop",
                "StopState");
        for (var name : model) {
            noClasses()
                    .that()
                    .haveSimpleName(name)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                            "org.springframework..",
                            "tools.jackson..",
                            "com.fasterxml..",
                            "java.sql..",
                            "onestop.web.."))
                    .because("its rules are tested without a container and outlive the framework")
                    .check(CLASSES);
        }
    }

    @Test
    void nobodyAsksTheSystemForTheTime() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .because("time enters as InstantSource, so that tests and demonstrations can travel")
                .check(CLASSES);
    }

    @Test
    void onlyMessagesBuildMessages() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Messages")
                .should()
                .callConstructor(
                        OutgoingEvent.class,
                        onestop.events.Topic.class,
                        String.class,
                        String.class,
                        String.class,
                        long.class,
                        Instant.class,
                        Object.class)
                .because("names on the wire stand in one place per feature")
                .check(CLASSES);
    }

    @Test
    void repositoriesStayInsideTheirFeature() {
        classes()
                .that()
                .areAnnotatedWith(Repository.class)
                .and()
                .haveSimpleNameNotContaining("Enterprises") // offers look-ups to those who register files
                .and()
                .haveSimpleNameNotContaining("MaterialsOnFile") // is its feature's whole offer
                .should()
                .notBePublic()
                .because("tables are changed by the feature that owns them")
                .check(CLASSES);
    }
}
