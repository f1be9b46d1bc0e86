package onestop.intake.numbering;

/** The number of one case: one item for one subject inside a file. */
public record CaseNumber(String value) {
    @Override
    public String toString() {
        return value;
    }
}
