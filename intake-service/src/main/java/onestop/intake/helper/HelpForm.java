package onestop.intake.helper;

/** The papers of the seven steps, by their official names. */
enum HelpForm {
    MANDATE("代办服务委托书", "Mandate to act"),
    ACCEPTANCE_SLIP("帮办代办受理单", "Acceptance of the request"),
    SUSPENSION_SLIP("中止单", "Suspension"),
    RENEWED_MANDATE("续办委托书", "Renewed mandate"),
    COMPLETION_SLIP("办结（终止）单", "Completion or ending");

    private final String nameZh;
    private final String nameEn;

    HelpForm(String nameZh, String nameEn) {
        this.nameZh = nameZh;
        this.nameEn = nameEn;
    }

    String nameZh() {
        return nameZh;
    }

    String nameEn() {
        return nameEn;
    }
}
