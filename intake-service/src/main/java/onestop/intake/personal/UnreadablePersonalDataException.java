package onestop.intake.personal;

/** A stored text cannot be opened. The message says why and holds nothing of the text. */
public class UnreadablePersonalDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadablePersonalDataException(String why) {
        super("A stored personal text " + why);
    }
}
