package onestop.appeal;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import onestop.testsupport.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

@AnalyzeClasses(packages = "onestop.appeal", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTests {
    @Test
    void featuresUseEachOthersPublicTypesOnlyAndWithoutCycles() {
        ApplicationModules.of(AppealServiceApplication.class).verify();
    }

    @ArchTest
    static final ArchRule APPEALS_KNOW_NO_FRAMEWORK = HouseRules.knowNoFramework(
            ".*\\.appeals\\.(Appeal|AppealState|AppealEvent|Progress|DueTimes|Subject|Submission|About|Handler|Transition|Rejection)");

    @ArchTest
    static final ArchRule CLOCKS_KNOW_NO_FRAMEWORK =
            HouseRules.knowNoFramework(".*\\.clocks\\.(Timetable|TimeProfile|TimeLimit|DueTime|ServiceHours|Shanghai)");

    @ArchTest
    static final ArchRule THRESHOLDS_KNOW_NO_FRAMEWORK = HouseRules.knowNoFramework(".*\\.supervision\\.Thresholds");

    @ArchTest
    static final ArchRule CONTROLLERS_ARE_NOT_PUBLIC = HouseRules.CONTROLLERS_ARE_NOT_PUBLIC;

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_SOURCE = HouseRules.TIME_COMES_FROM_A_SOURCE;

    @ArchTest
    static final ArchRule ONLY_MESSAGES_MAKE_EVENTS = HouseRules.ONLY_MESSAGES_MAKE_EVENTS;
}
