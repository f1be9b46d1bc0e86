package onestop.approval.cases;

/** How a case ends that is neither granted nor refused (办结类型). */
enum EndKind {
    /** 终止: what was applied for has lost its object, such as a subject that is gone. */
    TERMINATED,
    /** 补正不来办结: a correction was asked for and did not come in the time that was told. */
    LAPSED,
    /** 转报办结: with the opinion of this level and all materials it has gone to the upper level, which decides (行政许可法 art. 35). */
    FORWARDED
}
