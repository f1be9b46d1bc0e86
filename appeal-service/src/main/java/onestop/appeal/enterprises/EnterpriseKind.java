package onestop.appeal.enterprises;

/** The legal form as the registry groups it. */
public enum EnterpriseKind {
    COMPANY("公司", "company"),
    BRANCH("分支机构", "branch"),
    SOLE_TRADER("个体工商户", "sole trader"),
    COOPERATIVE("农民专业合作社", "cooperative"),
    OTHER("其他", "other");

    private final String zh;
    private final String en;

    EnterpriseKind(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }
}
