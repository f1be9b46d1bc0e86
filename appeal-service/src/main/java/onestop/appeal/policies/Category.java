package onestop.appeal.policies;

/** 税费, 金融, 奖补, 人才, 用地, 创新, 外贸, 创业, 绿色, 其他. */
enum Category {
    TAX,
    FINANCE,
    SUBSIDY,
    TALENT,
    LAND,
    INNOVATION,
    TRADE,
    START_UP,
    GREEN,
    OTHER
}
