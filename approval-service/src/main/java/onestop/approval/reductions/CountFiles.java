package onestop.approval.reductions;

import java.util.ArrayList;
import java.util.SortedMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Brings the figures of files up to what is known of them: four statements for any number of files. */
@Service
class CountFiles {
    private final ReductionRows rows;

    CountFiles(ReductionRows rows) {
        this.rows = rows;
    }

    /** @param contacts what happened anew, by receipt number; files that are not finished only remember it */
    @Transactional(propagation = Propagation.MANDATORY)
    void count(SortedMap<String, Contacts> contacts) {
        rows.remember(contacts);
        var counted = rows.lock(contacts.keySet());
        var changes = new ArrayList<ReductionRows.Change>();
        for (var facts : rows.finished(contacts.keySet())) {
            changes.add(new ReductionRows.Change(facts, counted.get(facts.receiptNumber())));
        }
        if (!changes.isEmpty()) {
            rows.count(changes);
        }
    }
}
