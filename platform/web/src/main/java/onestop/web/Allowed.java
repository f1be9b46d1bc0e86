package onestop.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The handler method answers callers with a valid token and at least one of these roles. It is decided before the body
 * of the request is read. The relation of the caller to the object is the method's own business.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Allowed {
    Role[] value();
}
