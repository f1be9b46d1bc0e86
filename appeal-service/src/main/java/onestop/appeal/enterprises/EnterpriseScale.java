package onestop.appeal.enterprises;

/** The size of an enterprise by the national classes of small and medium enterprises. */
public enum EnterpriseScale {
    LARGE("大型", "large"),
    MEDIUM("中型", "medium"),
    SMALL("小型", "small"),
    MICRO("微型", "micro");

    private final String zh;
    private final String en;

    EnterpriseScale(String zh, String en) {
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
