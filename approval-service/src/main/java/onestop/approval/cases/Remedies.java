package onestop.approval.cases;

/** What an applicant may do against a refusal: reconsideration within 60 days, litigation within six months. */
final class Remedies {
    static final String STANDARD = "如不服本决定，可以自收到本决定书之日起六十日内依法申请行政复议，也可以自收到本决定书之日起六个月内依法向人民法院提起行政诉讼。";

    private Remedies() {}
}
