package onestop.testsupport;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** Rules that the code of every service keeps. */
public final class HouseRules {
    /** Time enters as an {@link java.time.InstantSource}. */
    public static final ArchRule TIME_COMES_FROM_A_SOURCE = noClasses()
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
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests and demonstrations travel in time");

    /** Names and fields on the wire stand in one class of each feature. */
    public static final ArchRule ONLY_MESSAGES_MAKE_EVENTS = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Messages")
            .should()
            .callConstructorWhere(target(owner(name("onestop.events.OutgoingEvent"))))
            .because("what is published is found in one class of each feature");

    /** A feature is used through its use cases, not through its endpoints. */
    public static final ArchRule CONTROLLERS_ARE_NOT_PUBLIC = classes()
            .that()
            .haveSimpleNameEndingWith("Controller")
            .should()
            .notBePublic()
            .because("nobody but the framework calls them");

    private HouseRules() {}

    /**
     * The rules of a domain are read and tested without a server.
     *
     * @param model regular expression of the full names of the classes that hold them
     */
    public static ArchRule knowNoFramework(String model) {
        return noClasses()
                .that()
                .haveNameMatching(model + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "tools.jackson..",
                        "com.fasterxml..",
                        "java.sql..",
                        "onestop.web..",
                        "onestop.events..")
                .because("its rules are tested without a server and outlive the framework");
    }
}
