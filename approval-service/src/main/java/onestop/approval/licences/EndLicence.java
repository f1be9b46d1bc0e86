package onestop.approval.licences;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import onestop.approval.letters.LetterKind;
import onestop.approval.letters.WriteLetters;
import onestop.approval.licences.Answer.Done;
import onestop.approval.licences.Endings.Ending;
import onestop.events.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Revokes a licence as unlawful or strikes it off (行政许可法 art. 69, 70): an approver of its unit proposes, a manager of the unit, who is
 * another person, confirms or rejects. The holder is told in writing. All commands begin by locking the licence; confirming or rejecting
 * again what one has settled that way changes nothing.
 */
@Service
class EndLicence {
    private final Licences licences;
    private final Endings endings;
    private final WriteLetters letters;
    private final LeavesOfActs leaves;
    private final Outbox outbox;
    private final InstantSource clock;

    EndLicence(
            Licences licences,
            Endings endings,
            WriteLetters letters,
            LeavesOfActs leaves,
            Outbox outbox,
            InstantSource clock) {
        this.licences = licences;
        this.endings = endings;
        this.letters = letters;
        this.leaves = leaves;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    Answer<Ending> propose(
            String number, String officer, String unit, EndingKind kind, LegalGround ground, String reason) {
        var found = licences.lock(number).filter(licence -> licence.unit().equals(unit));
        if (found.isEmpty()) {
            return Answer.unknown("no-such-licence");
        }
        var status = found.get().status();
        if (status != endsFrom(ground)) {
            return Answer.conflict("licence-not-to-end", status.name(), ground.name());
        }
        var ending = new Ending(
                UUID.randomUUID(),
                number,
                kind,
                ground,
                reason,
                officer,
                OfficeTime.at(clock.instant()),
                "PROPOSED",
                null,
                null);
        return endings.propose(ending) ? new Done<>(ending) : Answer.conflict("ending-proposed-already");
    }

    /** What has run out is struck off for that; everything else ends what is valid. */
    private static LicenceStatus endsFrom(LegalGround ground) {
        return ground == LegalGround.EXPIRED_WITHOUT_RENEWAL ? LicenceStatus.EXPIRED : LicenceStatus.VALID;
    }

    @Transactional
    Answer<Ending> confirm(String number, UUID id, String officer, String unit) {
        var found = licences.lock(number).filter(licence -> licence.unit().equals(unit));
        var proposal = found.flatMap(licence -> endings.find(number, id));
        if (found.isEmpty() || proposal.isEmpty()) {
            return Answer.unknown("no-such-ending");
        }
        var ending = proposal.get();
        if (ending.settledAs("CONFIRMED", officer)) {
            return new Done<>(ending);
        }
        var declined = mayNotSettle(ending, officer);
        if (declined != null) {
            return declined;
        }
        var licence = found.get();
        if (licence.status() != endsFrom(ending.legalGround())) {
            return Answer.conflict(
                    "licence-not-to-end",
                    licence.status().name(),
                    ending.legalGround().name());
        }
        var now = clock.instant();
        var settled = endings.settle(id, "CONFIRMED", officer, now);
        var ended = licences.end(
                licence,
                ending.kind().leadsTo(),
                ending.legalGround(),
                officer,
                now,
                Map.of(
                        "legalGround", ending.legalGround().name(),
                        "reason", ending.reason(),
                        "proposedBy", ending.proposedBy()));
        leaves.note(List.of(new Noted(
                "LICENCE",
                number,
                ending.kind().leadsTo().name(),
                officer,
                now,
                Map.of(
                        "caseNumber",
                        licence.caseNumber(),
                        "legalGround",
                        ending.legalGround().name()),
                Map.of("reason", ending.reason(), "proposedBy", ending.proposedBy()))));
        letters.write(
                now,
                List.of(new WriteLetters.Draft(
                        ending.kind() == EndingKind.REVOCATION ? LetterKind.REVOCATION : LetterKind.CANCELLATION,
                        licence.caseNumber(),
                        Map.of("groundZh", ending.legalGround().zh(), "reason", ending.reason()))));
        outbox.append(LicenceMessages.ended(
                ended, Stream.of(ending.proposedBy(), officer).sorted().toList(), now));
        return new Done<>(settled);
    }

    @Transactional
    Answer<Ending> reject(String number, UUID id, String officer, String unit) {
        var proposal = licences.lock(number)
                .filter(licence -> licence.unit().equals(unit))
                .flatMap(licence -> endings.find(number, id));
        if (proposal.isEmpty()) {
            return Answer.unknown("no-such-ending");
        }
        if (proposal.get().settledAs("REJECTED", officer)) {
            return new Done<>(proposal.get());
        }
        var declined = mayNotSettle(proposal.get(), officer);
        return declined != null ? declined : new Done<>(endings.settle(id, "REJECTED", officer, clock.instant()));
    }

    private static @Nullable Answer<Ending> mayNotSettle(Ending ending, String officer) {
        if (!ending.open()) {
            return Answer.conflict("ending-settled", ending.outcome());
        }
        return ending.proposedBy().equals(officer) ? Answer.forbidden("same-proposer") : null;
    }
}
