package onestop.approval.penalties;

/** Kinds of penalties an enterprise can get (行政处罚法 art. 9). */
enum PenaltyKind {
    WARNING("警告"),
    PUBLIC_CRITICISM("通报批评"),
    FINE("罚款"),
    CONFISCATION("没收违法所得、没收非法财物"),
    SUSPENSION_OF_LICENCE("暂扣许可证件"),
    LOWERED_QUALIFICATION("降低资质等级"),
    REVOKED_LICENCE("吊销许可证件"),
    RESTRICTED_BUSINESS("限制开展生产经营活动"),
    STOPPED_PRODUCTION("责令停产停业"),
    CLOSURE("责令关闭"),
    RESTRICTED_PRACTICE("限制从业"),
    OTHER("法律、行政法规规定的其他行政处罚");

    private final String zh;

    PenaltyKind(String zh) {
        this.zh = zh;
    }

    String zh() {
        return zh;
    }

    /** Whether it can be counted in money. */
    boolean inMoney() {
        return this == FINE || this == CONFISCATION;
    }
}
