package onestop.approval.cases;

import java.util.List;

/**
 * Does its part of every act in the transaction of the act: what it writes commits with the act or not at all, and what it throws undoes
 * the act.
 */
public interface ActListener {
    /** @param acts all acts of one command, already in the history; never empty. Any number of them takes the same few statements. */
    void happened(List<Act> acts);
}
