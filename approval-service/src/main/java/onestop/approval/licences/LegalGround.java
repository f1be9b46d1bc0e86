package onestop.approval.licences;

import java.util.Set;

/** On what ground a licence is ended against or without its holder's will: 行政许可法 art. 69 and 70. */
enum LegalGround {
    ABUSE_OF_OFFICE("行政机关工作人员滥用职权、玩忽职守作出准予行政许可决定", EndingKind.REVOCATION),
    BEYOND_POWERS("超越法定职权作出准予行政许可决定", EndingKind.REVOCATION),
    PROCEDURE_VIOLATED("违反法定程序作出准予行政许可决定", EndingKind.REVOCATION),
    CONDITIONS_NOT_MET("对不具备申请资格或者不符合法定条件的申请人准予行政许可", EndingKind.REVOCATION),
    /** Bars the holder for three years where safety is concerned (art. 79). */
    FRAUD_OR_BRIBERY("以欺骗、贿赂等不正当手段取得行政许可", EndingKind.REVOCATION),
    EXPIRED_WITHOUT_RENEWAL("有效期届满未延续", EndingKind.CANCELLATION),
    SUBJECT_ENDED("法人或者其他组织依法终止", EndingKind.CANCELLATION),
    LICENCE_WITHDRAWN_BY_LAW("行政许可依法被撤回，或者许可证件依法被吊销", EndingKind.CANCELLATION),
    FORCE_MAJEURE("因不可抗力导致行政许可事项无法实施", EndingKind.CANCELLATION),
    AT_HOLDERS_REQUEST("被许可人申请注销", EndingKind.CANCELLATION),
    OTHER_BY_LAW("法律、法规规定的其他情形", EndingKind.REVOCATION, EndingKind.CANCELLATION);

    private final String zh;
    private final Set<EndingKind> kinds;

    LegalGround(String zh, EndingKind... kinds) {
        this.zh = zh;
        this.kinds = Set.of(kinds);
    }

    String zh() {
        return zh;
    }

    boolean fits(EndingKind kind) {
        return kinds.contains(kind);
    }
}
