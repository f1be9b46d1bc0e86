package onestop.approval.licences;

/** Where a licence stands. All but the first are for ever. */
enum LicenceStatus {
    VALID("有效"),
    SUPERSEDED("已被新证替代"),
    REVOKED("已撤销"),
    CANCELLED("已注销"),
    EXPIRED("有效期届满");

    private final String zh;

    LicenceStatus(String zh) {
        this.zh = zh;
    }

    String zh() {
        return zh;
    }
}
