package onestop.approval.cases;

import java.util.List;
import onestop.events.OutgoingEvent;

/**
 * Does its part of every act in the transaction of the act: what it writes commits with the act or not at all, and what it throws undoes
 * the act. What is nothing to it sends no statement.
 */
public interface ActListener {
    /**
     * @param acts all acts of one command, already in the history; never empty. Any number of them takes the same few statements.
     * @return what is to be told of it, in this order; it goes into the outbox with the events of the acts
     */
    List<OutgoingEvent> happened(List<Act> acts);

    /** Whether it holds until the commit what other acts want, too: then it comes after everything else, the outbox included. */
    default boolean holdsWhatOthersWant() {
        return false;
    }
}
