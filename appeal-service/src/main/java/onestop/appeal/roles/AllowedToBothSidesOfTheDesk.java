package onestop.appeal.roles;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import onestop.web.Allowed;
import onestop.web.Role;

/** {@link Allowed} to enterprises and their agents, and windows and helpers, who answer them at the cloud desk. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW, Role.HELPER})
public @interface AllowedToBothSidesOfTheDesk {}
