package onestop.appeal.enterprises;

/** Yearly figures of an enterprise; amounts are whole yuan. */
public enum Figure {
    REVENUE_YUAN("年营业收入（元）", "yearly revenue in yuan"),
    TAX_YUAN("年纳税额（元）", "tax paid in the year in yuan"),
    RESEARCH_YUAN("年研发投入（元）", "research spending in the year in yuan"),
    EXPORT_YUAN("年出口额（元）", "exports in the year in yuan"),
    EMPLOYEES("从业人数", "employees");

    private final String zh;
    private final String en;

    Figure(String zh, String en) {
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
