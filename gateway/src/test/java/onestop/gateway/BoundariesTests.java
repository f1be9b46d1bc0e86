package onestop.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packages = "onestop.gateway", importOptions = DoNotIncludeTests.class)
class BoundariesTests {
    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE = slices().matching("onestop.gateway.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that needs its user cannot be understood alone");

    @ArchTest
    static final ArchRule NOTHING_BLOCKS = noClasses()
            .should()
            .callMethod(Mono.class, "block")
            .orShould()
            .callMethod(Flux.class, "blockLast")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("a few threads carry all requests; one that waits stops them all");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_SOURCE = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .because("tests set the clock; inject InstantSource");
}
