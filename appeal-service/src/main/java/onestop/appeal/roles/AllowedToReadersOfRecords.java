package onestop.appeal.roles;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import onestop.web.Allowed;
import onestop.web.Role;

/** {@link Allowed} to the managers of units, the coordinators and the auditors: who may read what the offices record. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Allowed({Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR})
public @interface AllowedToReadersOfRecords {}
