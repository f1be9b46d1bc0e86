package onestop.evaluation.partners;

import java.util.List;
import java.util.Set;
import onestop.events.IncomingEvent;
import onestop.events.UnreadableEventException;
import onestop.web.InvalidFieldException;

/** Another language in which ratings come on the partners' topic. */
public interface RatingDialect {
    /** The type of its messages. */
    String type();

    /** The same in our words, in the order of the messages; few statements, however many there are. */
    List<Reading> read(List<IncomingEvent> messages);

    /** What the dialect calls a field of ours, for whoever is told that it does not hold. */
    String fieldName(String ours);

    /** The names of its fields that may lie readable when a message cannot be taken in: of no person. */
    Set<String> readableFields();

    sealed interface Reading {}

    /** Nothing of it but its codes has been checked. */
    record Said(SentRating rating) implements Reading {}

    /** What does not hold, by the dialect's own name of the field. */
    record Wrong(InvalidFieldException why) implements Reading {}

    record Unreadable(UnreadableEventException why) implements Reading {}
}
