package onestop.intake.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.intake.IntakeTest;
import onestop.intake.numbering.ReceiptNumber;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@IntakeTest
class IssueDocumentIT {
    @Autowired
    IssueDocument issue;

    @Autowired
    IssuedDocuments documents;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private List<IssuedDocument> issued(Instant at, List<DocumentFacts> papers) {
        return Objects.requireNonNull(transaction.execute(_ -> issue.issue(at, papers)));
    }

    private static DocumentFacts withdrawal(String receiptNumber) {
        return new DocumentFacts.Withdrawal(file(receiptNumber), DocumentExamples.AT, true);
    }

    private static DocumentFacts.FileFacts file(String receiptNumber) {
        var one = DocumentExamples.file();
        return new DocumentFacts.FileFacts(
                receiptNumber,
                one.matterZh(),
                one.enterpriseName(),
                one.usci(),
                one.handedInBy(),
                one.receivedAt(),
                one.items(),
                one.subjects(),
                one.cases(),
                one.caseNumbers());
    }

    @Test
    void withoutATransactionNothingIsIssued() {
        assertThatThrownBy(() -> issue.issue(DocumentExamples.AT, DocumentExamples.ofEveryKind()))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void eachKindComesBackAsItWasStored() {
        var papers = DocumentExamples.ofEveryKind();

        var issued = issued(Instant.parse("2031-12-31T16:00:00Z"), papers); // New Year in the hall

        assertThat(issued)
                .extracting(IssuedDocument::kind)
                .containsExactlyElementsOf(
                        papers.stream().map(DocumentFacts::kind).toList());
        assertThat(issued).extracting(IssuedDocument::entry).isSorted();
        for (int i = 0; i < papers.size(); i++) {
            var stored = documents.find(issued.get(i).id()).orElseThrow();
            assertThat(stored.facts()).isEqualTo(papers.get(i));
            assertThat(stored.document().number())
                    .matches("莒政服" + papers.get(i).kind().word() + "〔2032〕\\d{6,}号");
            assertThat(stored.document().issuedOn()).hasToString("2032-01-01");
            assertThat(stored.body().nameZh()).isEqualTo("莒南县行政审批服务局");
        }
    }

    @Test
    void eachYearBeginsAtOneAndGoesOn() {
        var one = List.of(withdrawal("371327LB-YEARS"));
        issued(Instant.parse("2033-05-05T01:00:00Z"), one);
        var lastOfTheYear = issued(Instant.parse("2033-12-31T15:59:59Z"), one).getFirst();
        var firstOfTheNext = issued(Instant.parse("2033-12-31T16:00:00Z"), one).getFirst();
        var lateForTheOld = issued(Instant.parse("2033-12-31T15:59:59Z"), one).getFirst();
        var second = issued(Instant.parse("2034-02-01T00:00:00Z"), one).getFirst();

        assertThat(lastOfTheYear.number()).isEqualTo("莒政服撤〔2033〕000002号");
        assertThat(firstOfTheNext.number()).isEqualTo("莒政服撤〔2034〕000001号");
        assertThat(lateForTheOld.number()).startsWith("莒政服撤〔2033〕").isNotEqualTo(lastOfTheYear.number());
        assertThat(second.number()).startsWith("莒政服撤〔2034〕").isNotEqualTo(firstOfTheNext.number());
    }

    @Test
    void aHundredActsAtOnceShareNoNumberAlsoWhenTheYearBegins() throws Exception {
        var at = Instant.parse("2035-01-01T00:00:00Z");
        int acts = 100;
        var numbers = new ArrayList<String>();

        var together = new CyclicBarrier(acts);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, acts)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        // Every tenth act fails after it has taken its numbers.
                        return transaction.execute(status -> {
                            var file = file("371327LB-ATONCE-" + i);
                            var acceptance = new DocumentFacts.Acceptance(
                                    file, DocumentExamples.acceptance(false), DocumentExamples.MATERIALS);
                            var joint = new DocumentFacts.JointAcceptance(
                                    file, DocumentExamples.acceptance(false), DocumentExamples.MATERIALS, 7, 59, 6);
                            // Half of them ask in the other order.
                            var papers = i % 2 == 0 ? List.of(acceptance, joint) : List.of(joint, acceptance);
                            var done = issue.issue(at, papers);
                            if (i % 10 == 0) {
                                status.setRollbackOnly();
                                return List.<IssuedDocument>of();
                            }
                            return done;
                        });
                    }))
                    .toList();
            for (var one : running) {
                Objects.requireNonNull(one.get()).forEach(document -> numbers.add(document.number()));
            }
        }

        assertThat(numbers).hasSize(180).doesNotHaveDuplicates();
        assertThat(numbers).allMatch(number -> number.contains("〔2035〕"));
        assertThat(jdbc.sql("SELECT count(*) FROM issued_document WHERE number LIKE '%〔2035〕%'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(180);
    }

    @Test
    void anotherReplicaCountsOn() {
        var at = Instant.parse("2036-03-03T00:00:00Z");
        var here = issued(at, List.of(withdrawal("371327LB-REPLICA"))).getFirst();
        var elsewhere = new IssueDocument(documents, new DocumentNumbers(jdbc), DocumentExamples.BODY);

        var there = Objects.requireNonNull(
                        transaction.execute(_ -> elsewhere.issue(at, List.of(withdrawal("371327LB-REPLICA")))))
                .getFirst();

        assertThat(here.number()).isEqualTo("莒政服撤〔2036〕000001号");
        assertThat(there.number()).isEqualTo("莒政服撤〔2036〕000002号");
    }

    @Test
    void aWithdrawalEndsWhatWasIssuedBeforeButNoReceiptAndNoOtherFile() {
        var mine = "371327LB-ENDS-1";
        var acceptance = new DocumentFacts.Acceptance(
                file(mine), DocumentExamples.acceptance(false), DocumentExamples.MATERIALS);
        var receipt = new DocumentFacts.Receipt(
                file(mine),
                DocumentExamples.MATERIALS,
                DocumentFacts.Occasion.HANDED_IN,
                DocumentExamples.AT,
                DocumentExamples.DUE);
        issued(DocumentExamples.AT, List.of(receipt, acceptance));
        var other = issued(
                        DocumentExamples.AT,
                        List.of(new DocumentFacts.Acceptance(
                                file("371327LB-ENDS-2"),
                                DocumentExamples.acceptance(false),
                                DocumentExamples.MATERIALS)))
                .getFirst();
        var later = DocumentExamples.AT.plusSeconds(60);

        issued(later, List.of(withdrawal(mine)));

        var all = documents.ofFile(new ReceiptNumber(mine), 0, 10);
        assertThat(all)
                .extracting(IssuedDocument::kind)
                .containsExactly(DocumentKind.RECEIPT, DocumentKind.ACCEPTANCE, DocumentKind.WITHDRAWAL);
        assertThat(all.get(0).endedAt()).isNull();
        assertThat(all.get(1).endedAt()).isEqualTo(later);
        assertThat(all.get(2).endedAt()).isNull();
        assertThat(documents.find(other.id()).orElseThrow().document().endedAt())
                .isNull();
    }

    @Test
    void whatWasIssuedIsNotRewritten() {
        var id = issued(DocumentExamples.AT, List.of(withdrawal("371327LB-KEPT")))
                .getFirst()
                .id();

        for (var change : List.of(
                "UPDATE issued_document SET facts = '{}' WHERE id = ?",
                "UPDATE issued_document SET number = 'x' WHERE id = ?",
                "UPDATE issued_document SET issued_on = '2020-01-01' WHERE id = ?",
                "DELETE FROM issued_document WHERE id = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(id).update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class)
                    .hasRootCauseMessage("ERROR: permission denied for table issued_document");
        }
    }

    @Test
    void theFirstPrintsChecksumStays() {
        var id = issued(DocumentExamples.AT, List.of(withdrawal("371327LB-PRINT")))
                .getFirst()
                .id();
        var first = new byte[32];
        var second = new byte[32];
        second[0] = 1;

        assertThat(documents.keepChecksum(id, first)).isEqualTo(first);
        assertThat(documents.keepChecksum(id, second)).isEqualTo(first);
    }
}
