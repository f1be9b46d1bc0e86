package onestop.evaluation.facts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.facts.FactTables.ToCheck;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Holds the labels of ratings against the facts: when a rating is given, and again when more is known of its file. */
@Service
public class CheckLabels {
    private final FactTables tables;

    CheckLabels(FactTables tables) {
        this.tables = tables;
    }

    /**
     * Nothing new is taken in of these files until the transaction ends. For whoever locks orders, or labels of several lists:
     * all lock files before orders, and all files of a transaction at once.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Collection<String> receiptNumbers) {
        tables.readOnly(receiptNumbers);
    }

    /** The labels of a rating that has just been stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void given(UUID ratingId, String receiptNumber, Collection<String> labels, Instant at) {
        given(List.of(new Labelled(ratingId, receiptNumber, labels)), at);
    }

    /** What a rating says of its file. */
    public record Labelled(UUID ratingId, String receiptNumber, Collection<String> labels) {}

    /** The labels of ratings that have just been stored, in as many statements as those of one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void given(Collection<Labelled> ratings, Instant at) {
        var said = ratings.stream().filter(rating -> !rating.labels().isEmpty()).toList();
        if (said.isEmpty()) {
            return;
        }
        var files = said.stream().map(Labelled::receiptNumber).collect(Collectors.toSet());
        tables.readOnly(files);
        check(
                said.stream()
                        .flatMap(rating -> rating.labels().stream()
                                .map(label -> new ToCheck(rating.ratingId(), rating.receiptNumber(), label)))
                        .toList(),
                files,
                at);
    }

    /** All labels of the files' ratings that could be checked. */
    void again(Collection<String> receiptNumbers, Instant at) {
        check(tables.ofFiles(receiptNumbers), receiptNumbers, at);
    }

    private void check(List<ToCheck> labels, Collection<String> receiptNumbers, Instant at) {
        if (labels.isEmpty()) {
            return;
        }
        var files = tables.facts(receiptNumbers);
        var today = CountyTime.dayOf(at);
        var checked = new ArrayList<Map.Entry<ToCheck, FactCheck>>();
        for (var label : labels) {
            files.getOrDefault(label.receiptNumber(), FactTables.NOTHING)
                    .check(label.label(), today)
                    .ifPresent(result -> checked.add(Map.entry(label, result)));
        }
        tables.keep(checked, at);
    }

    /** What was found, by label; labels that cannot be checked are not there. */
    public Map<String, FactCheck> of(UUID ratingId) {
        return tables.checks(ratingId);
    }
}
