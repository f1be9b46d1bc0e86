package onestop.approval.integrity;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.integrity.Reports.Content;
import onestop.approval.integrity.Reports.Receipt;
import onestop.approval.ledger.Digests;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes reports in and says what became of them. Nothing is kept of who sent one but what they wrote. */
@Service
class KeepReports {
    /** No vowels and nothing that looks like something else, since it is written down by hand. */
    private static final String LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ";

    private static final int NUMBER_LENGTH = 16;

    private final Reports reports;
    private final LeavesOfActs leaves;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    KeepReports(Reports reports, LeavesOfActs leaves, InstantSource clock) {
        this.reports = reports;
        this.leaves = leaves;
        this.clock = clock;
    }

    /** The report's receipt, also when it is sent again; empty when the key came with another report. */
    @Transactional
    Optional<Receipt> receive(String key, Content content) {
        var digest = Digests.of(
                content.kind().name(),
                Objects.toString(content.unit(), ""),
                Objects.toString(content.caseNumber(), ""),
                Objects.toString(content.happenedOn(), ""),
                content.what(),
                Objects.toString(content.contact(), ""));
        var keyDigest = Digests.of(key);
        var now = clock.instant();
        var receipt = new Receipt(UUID.randomUUID(), number(), digest, ReportState.RECEIVED, OfficeTime.at(now));
        if (!reports.insert(receipt, keyDigest, content)) {
            return reports.ofKey(keyDigest).filter(one -> one.contentDigest().equals(digest));
        }
        leaves.note(List.of(new Noted(
                "INTEGRITY_REPORT",
                receipt.id().toString(),
                "RECEIVED",
                "somebody",
                now,
                Map.of("reportKind", content.kind().name()),
                Map.of("content", digest))));
        return Optional.of(receipt);
    }

    private String number() {
        var number = new StringBuilder(NUMBER_LENGTH);
        for (int i = 0; i < NUMBER_LENGTH; i++) {
            number.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return number.toString();
    }

    enum Outcome {
        DONE,
        NO_SUCH_REPORT,
        NOT_ITS_TURN
    }

    /** A report about the reader's own unit does not exist for him. */
    @Transactional
    Outcome handle(UUID id, ReportState next, String text, String by, String byUnit) {
        var held =
                reports.lock(id).filter(report -> !byUnit.equals(report.unit())).orElse(null);
        if (held == null) {
            return Outcome.NO_SUCH_REPORT;
        }
        if (!held.state().mayBecome(next)) {
            return Outcome.NOT_ITS_TURN;
        }
        var now = clock.instant();
        reports.act(held, next, by, byUnit, now, text);
        leaves.note(List.of(new Noted(
                "INTEGRITY_REPORT",
                id.toString(),
                next.name(),
                by,
                now,
                Map.of("byUnit", byUnit),
                Map.of("text", Digests.of(text)))));
        return Outcome.DONE;
    }
}
