package onestop.intake.numbering;

/** The number of a file, printed on its receipt. Whatever else somebody types names no file. */
public record ReceiptNumber(String value) {
    @Override
    public String toString() {
        return value;
    }
}
