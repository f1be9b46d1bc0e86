package onestop.intake.document;

import java.util.Locale;
import java.util.Set;

/** What the hall issues, by the names of the administrative licensing law and of practice. */
public enum DocumentKind {
    RECEIPT("收", "收件凭证", "Receipt"),
    ACCEPTANCE("受", "受理通知书", "Notice of acceptance"),
    ONE_TIME_NOTICE("告", "一次性告知书", "One-time notice"),
    CORRECTION_NOTICE("补", "补正通知书", "Notice of correction"),
    ACCEPTANCE_REFUSAL("不受", "不予受理通知书", "Notice of refused acceptance"),
    DEFERRED_ACCEPTANCE("容", "容缺受理通知书", "Notice of acceptance with deferred materials"),
    DEFERRAL_COMMITMENT("承", "容缺受理承诺书", "Commitment to supply deferred materials"),
    NOTICE_AND_COMMITMENT("诺", "告知承诺书", "Notice and commitment"),
    TERMINATION("终", "终止办理通知书", "Notice of termination"),
    WITHDRAWAL("撤", "撤回申请确认书", "Confirmation of withdrawal"),
    DELIVERY_RECEIPT("送", "送达回证", "Receipt of delivery"),
    JOINT_ACCEPTANCE("联", "“一件事”综合受理单", "Joint acceptance of one matter");

    private static final Set<DocumentKind> OF_A_FILE_UNDER_WAY = Set.of(
            ACCEPTANCE,
            CORRECTION_NOTICE,
            DEFERRED_ACCEPTANCE,
            DEFERRAL_COMMITMENT,
            NOTICE_AND_COMMITMENT,
            JOINT_ACCEPTANCE);

    private final String word;
    private final String nameZh;
    private final String nameEn;

    DocumentKind(String word, String nameZh, String nameEn) {
        this.word = word;
        this.nameZh = nameZh;
        this.nameEn = nameEn;
    }

    public String nameZh() {
        return nameZh;
    }

    public String nameEn() {
        return nameEn;
    }

    /** What tells the kind in its number. */
    String word() {
        return word;
    }

    String sequence() {
        return "document_serial_" + name().toLowerCase(Locale.ROOT);
    }

    /** Kinds whose earlier documents of the same file lose their effect when one of this kind is issued. */
    Set<DocumentKind> ends() {
        return switch (this) {
            case TERMINATION, WITHDRAWAL -> OF_A_FILE_UNDER_WAY;
            case RECEIPT,
                    ACCEPTANCE,
                    ONE_TIME_NOTICE,
                    CORRECTION_NOTICE,
                    ACCEPTANCE_REFUSAL,
                    DEFERRED_ACCEPTANCE,
                    DEFERRAL_COMMITMENT,
                    NOTICE_AND_COMMITMENT,
                    DELIVERY_RECEIPT,
                    JOINT_ACCEPTANCE -> Set.of();
        };
    }
}
