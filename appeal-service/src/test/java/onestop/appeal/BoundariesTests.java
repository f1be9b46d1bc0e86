package onestop.appeal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import onestop.events.OutgoingEvent;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class BoundariesTests {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("onestop.appeal");

    @Test
    void featuresUseEachOthersPublicTypesOnlyAndWithoutCycles() {
        ApplicationModules.of(AppealServiceApplication.class).verify();
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
    void theModelKnowsNoFramework() {
        noClasses()
                .that()
                .haveNameMatching(
                        ".*\\.appeals\\.(Appeal|AppealState|AppealEvent|Progress|DueTimes|Subject|Submission|About|Handler|Transition|Rejection)(\\$.*)?")
                .or()
                .haveNameMatching(
                        ".*\\.clocks\\.(Timetable|TimeProfile|TimeLimit|DueTime|ServiceHours|Shanghai)(\\$.*)?")
                .or()
                .haveNameMatching(".*\\.supervision\\.Thresholds")
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
    void onlyMessagesMakeEvents() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Messages")
                .should()
                .callConstructorWhere(DescribedPredicate.describe(
                        "makes an OutgoingEvent", call -> call.getTargetOwner().isEquivalentTo(OutgoingEvent.class)))
                .because("what is published is found in one class")
                .check(OURS);
    }
}
