package onestop.web;

/** What a person or system may do, as named in the {@code roles} claim of an access token. */
public enum Role {
    APPLICANT,
    AGENT,
    HELPER,
    WINDOW,
    EXAMINER,
    REVIEWER,
    APPROVER,
    ISSUER,
    UNIT_MANAGER,
    EVALUATION_SUPERVISOR,
    APPEAL_COORDINATOR,
    AUDITOR,
    OPS,
    PARTNER
}
