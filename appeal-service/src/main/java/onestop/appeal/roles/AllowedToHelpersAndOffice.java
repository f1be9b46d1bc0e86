package onestop.appeal.roles;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import onestop.web.Allowed;
import onestop.web.Role;

/** {@link Allowed} to helpers, the managers of units and the coordinators: who may act for a project. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Allowed({Role.HELPER, Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR})
public @interface AllowedToHelpersAndOffice {}
