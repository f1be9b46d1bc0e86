package onestop.intake.document;

import java.util.List;

/** The words of a commitment, with the version they go by. Kept with each document that uses them. */
public record CommitmentText(String version, List<String> paragraphsZh) {
    public CommitmentText {
        paragraphsZh = List.copyOf(paragraphsZh);
    }
}
