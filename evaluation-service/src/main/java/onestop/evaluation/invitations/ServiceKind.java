package onestop.evaluation.invitations;

/** What a unit did for an enterprise. The number within a file belongs to the kind, so that no order of events matters. */
public enum ServiceKind {
    ACCEPTANCE(1),
    COMPLETION(2),
    DELIVERY(3);

    private final int number;

    ServiceKind(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
