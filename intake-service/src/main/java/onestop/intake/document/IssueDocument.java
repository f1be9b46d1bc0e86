package onestop.intake.document;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Issues documents together with the act they witness: both commit, or neither. Printing is for later. */
@Service
public class IssueDocument {
    private final IssuedDocuments documents;
    private final DocumentNumbers numbers;
    private final IssuingBody body;

    IssueDocument(IssuedDocuments documents, DocumentNumbers numbers, IssuingBody body) {
        this.documents = documents;
        this.numbers = numbers;
        this.body = body;
    }

    /**
     * Issues in the order given.
     *
     * @param at the moment of the act; its date in the hall is the date of the documents
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<IssuedDocument> issue(Instant at, List<? extends DocumentFacts> papers) {
        if (papers.isEmpty()) {
            return List.of();
        }
        var on = ServiceHours.dateOf(at);
        // In the order of kinds, so that two acts which both begin a year do not wait for each other.
        var bases = new TreeMap<DocumentKind, Long>();
        for (var kind : new TreeSet<>(papers.stream().map(DocumentFacts::kind).toList())) {
            bases.put(kind, numbers.base(kind, on.getYear()));
        }
        return documents.insert(
                papers.stream()
                        .map(paper -> new IssuedDocuments.New(
                                UUID.randomUUID(),
                                Objects.requireNonNull(bases.get(paper.kind())),
                                VerificationCode.random(),
                                body,
                                paper))
                        .toList(),
                at,
                on);
    }
}
