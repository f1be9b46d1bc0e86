package onestop.appeal.units;

/** Which unit an appeal is with. Until it is answered, one that was joined to another is with the unit that handles both. */
public final class HeldBy {
    /**
     * An expression for the unit, null while the office has it.
     *
     * @param appeal the table {@code appeal}, or the name that the statement gives to it
     */
    public static String unit(String appeal) {
        return """
                CASE WHEN %1$s.state = 'RECEIVED' AND %1$s.joined_to IS NOT NULL
                     THEN (SELECT CASE WHEN main.state IN ('RECEIVED', 'RETURNED') THEN NULL ELSE main.unit END
                             FROM appeal AS main
                            WHERE main.id = %1$s.joined_to)
                     WHEN %1$s.state NOT IN ('RECEIVED', 'RETURNED') THEN %1$s.unit
                END""".formatted(appeal);
    }

    private HeldBy() {}
}
