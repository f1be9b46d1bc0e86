package onestop.appeal.enterprises;

/** Figures of the latest year that an enterprise has told, and of the year before it; amounts are whole yuan. */
public enum Figure {
    REVENUE_YUAN("年营业收入（元）", "yearly revenue in yuan"),
    TAX_YUAN("年纳税额（元）", "tax paid in the year in yuan"),
    RESEARCH_YUAN("年研发投入（元）", "research spending in the year in yuan"),
    EXPORT_YUAN("年出口额（元）", "exports in the year in yuan"),
    EMPLOYEES("从业人数", "employees"),
    REVENUE_LAST_YEAR_YUAN("上年营业收入（元）", "revenue of the year before in yuan"),
    TAX_LAST_YEAR_YUAN("上年纳税额（元）", "tax paid in the year before in yuan"),
    RESEARCH_LAST_YEAR_YUAN("上年研发投入（元）", "research spending in the year before in yuan"),
    EXPORT_LAST_YEAR_YUAN("上年出口额（元）", "exports in the year before in yuan"),
    EMPLOYEES_LAST_YEAR("上年从业人数", "employees in the year before");

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
