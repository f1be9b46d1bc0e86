package onestop.approval.letters;

import java.util.Locale;

/** The letters of the back office, by the names of the administrative licensing law (行政许可法). */
public enum LetterKind {
    /** Art. 38: a licence is granted. */
    GRANT("许准", "准予行政许可决定书", "Decision to grant"),
    /** Art. 38: refused, with reasons and remedies. */
    REFUSAL("许否", "不予行政许可决定书", "Decision to refuse"),
    /** Art. 45: the time of a special procedure is not counted; the applicant is told in writing how long it takes. */
    SPECIAL_PROCEDURE("特告", "特别程序告知书", "Notice of a special procedure"),
    /** Art. 42: the limit is extended; the applicant is told why. */
    EXTENSION("延告", "延长办理期限告知书", "Notice of extension"),
    /** Art. 48: the time and place of a hearing, told seven days before. */
    HEARING_NOTICE("听告", "听证通知书", "Notice of a hearing"),
    /** Art. 35: this level has passed the case on to the upper one, which decides. */
    FORWARDING("转告", "转报告知书", "Notice of forwarding"),
    /** The case ends without a decision. */
    TERMINATION("终告", "终止办理通知书", "Notice of termination"),
    /** Art. 50: the period of a licence is extended. */
    RENEWAL_GRANT("延准", "准予延续行政许可决定书", "Decision to renew"),
    /** Art. 50, 38. */
    RENEWAL_REFUSAL("延否", "不予延续行政许可决定书", "Decision not to renew"),
    /** Art. 69: revoked as unlawful. */
    REVOCATION("许撤", "撤销行政许可决定书", "Decision to revoke"),
    /** Art. 70: struck off. */
    CANCELLATION("许注", "注销行政许可决定书", "Decision to cancel");

    private final String word;
    private final String nameZh;
    private final String nameEn;

    LetterKind(String word, String nameZh, String nameEn) {
        this.word = word;
        this.nameZh = nameZh;
        this.nameEn = nameEn;
    }

    /** What tells the kind in its number. */
    String word() {
        return word;
    }

    String nameZh() {
        return nameZh;
    }

    String nameEn() {
        return nameEn;
    }

    String template() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
