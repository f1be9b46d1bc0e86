package onestop.intake.application;

/** One item for one subject; what the departments will know as a case. */
public record FileCase(String caseNumber, String item, String subject, int stage) {}
