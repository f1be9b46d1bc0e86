package onestop.approval.licences;

/** How staff end a licence. */
enum EndingKind {
    /** 撤销: it should not have been granted. */
    REVOCATION(LicenceStatus.REVOKED),
    /** 注销: it is struck off. */
    CANCELLATION(LicenceStatus.CANCELLED);

    private final LicenceStatus leadsTo;

    EndingKind(LicenceStatus leadsTo) {
        this.leadsTo = leadsTo;
    }

    LicenceStatus leadsTo() {
        return leadsTo;
    }
}
