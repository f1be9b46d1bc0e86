package onestop.appeal.recusal;

/**
 * A confidential or anonymous appeal does not exist for those who had a part in what it is about, since its very existence
 * would tell them who complains. Who raised it knows of it all the same.
 */
public final class Concealment {
    /**
     * The condition for lists; the parameter {@code reader} is who asks.
     *
     * @param appeal the table {@code appeal}, or the name that the statement gives to it
     */
    public static String notConcealed(String appeal) {
        return """
                (NOT %1$s.confidential AND NOT %1$s.anonymous OR %1$s.submitted_by = :reader
                 OR NOT EXISTS (SELECT 1 FROM parts_in_file(:reader, %1$s.about_receipt, %1$s.about_case,
                                                           %1$s.about_negative_answer, %1$s.about_feedback)))
                """.formatted(appeal);
    }

    private Concealment() {}
}
