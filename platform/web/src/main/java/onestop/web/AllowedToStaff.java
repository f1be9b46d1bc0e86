package onestop.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@link Allowed} to everybody who works for a unit or the hall, whatever the role; not to applicants, agents and partners. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Allowed({
    Role.HELPER,
    Role.WINDOW,
    Role.EXAMINER,
    Role.REVIEWER,
    Role.APPROVER,
    Role.ISSUER,
    Role.UNIT_MANAGER,
    Role.EVALUATION_SUPERVISOR,
    Role.APPEAL_COORDINATOR,
    Role.AUDITOR,
    Role.OPS
})
public @interface AllowedToStaff {}
