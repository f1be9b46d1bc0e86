package onestop.web;

/**
 * One entry of {@code errors} in a problem document.
 *
 * @param field the field, parameter or header as the caller wrote it
 * @param code the broken rule, for programs
 * @param message the broken rule, for people
 */
public record FieldProblem(String field, String code, String message) {}
