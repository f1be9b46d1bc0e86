package onestop.evaluation.scale;

/** By what services are judged: the whole county, or one key of one of these. */
public enum Slice {
    COUNTY,
    UNIT,
    ITEM,
    WINDOW,
    /** Figures of a person: for the officer, the own unit's manager and the supervisors; never for the public. */
    OFFICER,
    TOWN,
    REGION_LEVEL,
    CHANNEL;

    public boolean ofPersons() {
        return this == OFFICER;
    }
}
