package onestop.intake.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import onestop.documents.PdfRenderer;
import onestop.intake.IntakeTest;
import onestop.intake.document.IssuedDocuments.Printable;
import onestop.testsupport.Eventually;
import onestop.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Many readers, few printers. */
@IntakeTest
@Timeout(120)
class DocumentPrintsIT {
    @Autowired
    IssueDocument issue;

    @Autowired
    IssuedDocuments documents;

    @Autowired
    DocumentPages pages;

    @Autowired
    TransactionTemplate transaction;

    /** A printer that begins when it is told to, and counts. */
    private static final class SlowRenderer extends PdfRenderer {
        final Semaphore begun = new Semaphore(0);
        final CountDownLatch mayGoOn = new CountDownLatch(1);
        final AtomicInteger printed = new AtomicInteger();

        @Override
        public byte[] render(String xhtml, String title, Instant at) {
            begun.release();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            printed.incrementAndGet();
            return super.render(xhtml, title, at);
        }
    }

    private Printable paper() {
        var issued = Objects.requireNonNull(transaction.execute(_ -> issue.issue(
                DocumentExamples.AT,
                List.of(new DocumentFacts.AcceptanceRefusal(DocumentExamples.file(), "依法不需要取得许可", null)))));
        return documents.find(issued.getFirst().id()).orElseThrow();
    }

    @Test
    void whoComesToAFullQueueIsAskedToComeAgain() throws Exception {
        var renderer = new SlowRenderer();
        var prints = new DocumentPrints(documents, pages, renderer, 1, 1, 30, 1_000_000);
        var first = paper();
        var second = paper();
        var third = paper();

        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<byte[]> readFirst = () -> prints.of(first);
            var printing = readers.submit(readFirst);
            renderer.begun.acquire();
            var alsoFirst = readers.submit(readFirst);
            var waiting = readers.submit(() -> prints.of(second));
            while (prints.waiting() == 0) {
                Thread.onSpinWait(); // the second reader is on its way to the queue
            }
            assertThatThrownBy(() -> prints.of(third))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));

            renderer.mayGoOn.countDown();

            assertThat(Pdfs.text(printing.get())).contains(first.document().number());
            assertThat(alsoFirst.get()).isEqualTo(printing.get());
            assertThat(Pdfs.text(waiting.get())).contains(second.document().number());
        }
        assertThat(prints.of(first)).isNotEmpty();
        assertThat(renderer.printed).hasValue(2); // neither the twin nor the later reader had it printed again
        assertThat(Pdfs.text(prints.of(third))).contains(third.document().number()); // being refused once does no harm
        prints.close();
    }

    @Test
    void whoWaitsTooLongIsAskedToComeAgain() {
        var renderer = new SlowRenderer();
        var prints = new DocumentPrints(documents, pages, renderer, 1, 1, 1, 1_000_000);
        var paper = paper();

        assertThatThrownBy(() -> prints.of(paper)).isInstanceOf(ProblemException.class);

        renderer.mayGoOn.countDown();
        Eventually.within( // a slow printer may let more than one reader wait too long
                Duration.ofSeconds(20),
                () -> assertThat(Pdfs.text(prints.of(paper)))
                        .contains(paper.document().number()));
        assertThat(renderer.printed).hasValue(1);
        prints.close();
    }
}
