package onestop.approval.ledger;

import java.time.OffsetDateTime;
import java.util.Base64;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.ledger.Ledger.SignedHead;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** Heads, as witnesses are told; the only place that knows the names on the wire. */
final class LedgerMessages {
    static final Topic TOPIC = Topic.facts("onestop.approval.ledger");

    private static final String LEDGER = "ledger";

    private LedgerMessages() {}

    private record HeadSigned(long treeSize, String rootHash, OffsetDateTime signedAt, String note) {}

    static OutgoingEvent headSigned(SignedHead head) {
        return new OutgoingEvent(
                TOPIC,
                LEDGER,
                "onestop.approval.ledger.head-signed.v1",
                LEDGER,
                head.id(),
                head.at(),
                new HeadSigned(
                        head.size(),
                        Base64.getEncoder().encodeToString(head.root()),
                        OfficeTime.at(head.at()),
                        head.note()));
    }
}
