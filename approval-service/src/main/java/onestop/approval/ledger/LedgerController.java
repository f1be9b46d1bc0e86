package onestop.approval.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import onestop.approval.cases.Readers;
import onestop.approval.ledger.Ledger.SignedHead;
import onestop.transparency.Entry;
import onestop.transparency.Receipt;
import onestop.transparency.Tiles;
import onestop.transparency.Tree;
import onestop.transparency.Verify;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Heads and proofs for everybody, entries for the supervision, and for each case what whom it concerns may keep. */
@RestController
class LedgerController {
    private static final int PAGE = 1_000;
    private static final int MOST_OF_A_CASE = 500;

    private final Ledger ledger;
    private final LedgerKeys keys;
    private final Problems problems;

    LedgerController(Ledger ledger, LedgerKeys keys, Problems problems) {
        this.ledger = ledger;
        this.keys = keys;
        this.problems = problems;
    }

    record HeadView(long treeSize, String rootHash, Instant signedAt, String note, List<String> keys) {}

    record InclusionView(long index, long treeSize, List<String> proof) {}

    record ConsistencyView(long from, long to, List<String> proof) {}

    @Open
    @GetMapping("/api/approval/ledger/head")
    ResponseEntity<?> head() {
        return ledger.head()
                .<ResponseEntity<?>>map(head -> ResponseEntity.ok(
                        new HeadView(head.size(), base64(head.root()), head.at(), head.note(), keys.publicKeys())))
                .orElseGet(this::nothingSigned);
    }

    @Open
    @GetMapping("/api/approval/ledger/inclusion")
    ResponseEntity<?> inclusion(@RequestParam long index, @RequestParam(required = false) @Nullable Long treeSize) {
        var head = ledger.head().orElse(null);
        if (head == null) {
            return nothingSigned();
        }
        long size = treeSize == null ? head.size() : treeSize;
        require("treeSize", size >= 1 && size <= head.size(), 1, head.size());
        require("index", index >= 0 && index < size, 0, size - 1);
        return ResponseEntity.ok(new InclusionView(index, size, base64(tree().inclusion(index, size))));
    }

    @Open
    @GetMapping("/api/approval/ledger/consistency")
    ResponseEntity<?> consistency(@RequestParam long from, @RequestParam(required = false) @Nullable Long to) {
        var head = ledger.head().orElse(null);
        if (head == null) {
            return nothingSigned();
        }
        long second = to == null ? head.size() : to;
        require("to", second >= 1 && second <= head.size(), 1, head.size());
        require("from", from >= 1 && from <= second, 1, second);
        return ResponseEntity.ok(new ConsistencyView(from, second, base64(tree().consistency(from, second))));
    }

    /** Entries with their proofs, as a receipt. */
    @Allowed({Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/approval/ledger/range")
    ResponseEntity<?> range(@RequestParam long from, @RequestParam(required = false) Limit limit) {
        var head = ledger.head().orElse(null);
        if (head == null) {
            return nothingSigned();
        }
        require("from", from >= 0, 0, head.size());
        return ResponseEntity.ok(receipt(head, ledger.entries(from, head.size(), limit.value()), true));
    }

    /** The whole log up to the present head, a line for each entry and the head as the last; read piece by piece. */
    @Allowed({Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping(value = "/api/approval/ledger/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<StreamingResponseBody> export() {
        var head = ledger.head().orElse(null);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(out -> {
            if (head != null) {
                write(out, head);
            }
        });
    }

    private void write(OutputStream out, SignedHead head) throws IOException {
        for (long from = 0; from < head.size(); ) {
            var entries = ledger.entries(from, head.size(), PAGE);
            if (entries.isEmpty()) {
                break; // the verifier will miss them
            }
            for (var entry : entries) {
                line(out, Verify.line(entry));
            }
            from = entries.getLast().index() + 1;
        }
        line(out, Verify.closing(head.note()));
    }

    private static void line(OutputStream out, String json) throws IOException {
        out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** For the enterprise without the details, which only their hash tells; whole for the units that take part. */
    @Allowed({
        Role.APPLICANT,
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.EVALUATION_SUPERVISOR,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/cases/{caseNumber}/ledger-receipt")
    ResponseEntity<?> receipt(Caller caller, @PathVariable String caseNumber) {
        var concerned = ledger.concerned(caseNumber).orElse(null);
        if (concerned == null) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-case");
        }
        boolean inside = caller.is(Role.EVALUATION_SUPERVISOR)
                || Readers.mayRead(caller, concerned.units(), concerned.acceptedByUnit());
        boolean own = caller.is(Role.APPLICANT)
                && (caller.actsFor(concerned.subjectUsci()) || caller.actsFor(concerned.enterpriseUsci()));
        if (!inside && !own) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-case");
        }
        var head = ledger.head().orElse(null);
        return head == null
                ? nothingSigned()
                : ResponseEntity.ok(receipt(head, ledger.ofCase(caseNumber, head.size(), MOST_OF_A_CASE), inside));
    }

    private Receipt receipt(SignedHead head, List<Entry> entries, boolean whole) {
        var tree = tree();
        return new Receipt(
                head.note(),
                keys.publicKeys(),
                entries.stream()
                        .map(entry -> whole ? entry : entry.withoutDetails())
                        .map(entry -> entry.with(base64(tree.inclusion(entry.index(), head.size()))))
                        .toList());
    }

    private Tree tree() {
        return new Tree(new Tiles(ledger));
    }

    private ResponseEntity<?> nothingSigned() {
        return problems.reply(HttpStatus.NOT_FOUND, "nothing-signed-yet");
    }

    private static void require(String field, boolean holds, long from, long to) {
        if (!holds) {
            throw new InvalidFieldException(field, "ledger-range", from, to);
        }
    }

    private static List<String> base64(List<byte[]> hashes) {
        return hashes.stream().map(LedgerController::base64).toList();
    }

    private static String base64(byte[] hash) {
        return Base64.getEncoder().encodeToString(hash);
    }
}
