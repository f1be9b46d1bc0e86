package onestop.appeal.words;

/** What is asked for: 咨询, 求助, 投诉, 举报, 建议, 意见, 问题, 办不成事. Limits depend on it. */
public enum AppealKind {
    CONSULT,
    HELP,
    COMPLAINT,
    REPORT,
    SUGGESTION,
    OPINION,
    PROBLEM,
    BLOCKED_MATTER
}
