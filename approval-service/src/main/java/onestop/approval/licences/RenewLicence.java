package onestop.approval.licences;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import onestop.approval.letters.LetterKind;
import onestop.approval.letters.WriteLetters;
import onestop.approval.letters.WriteLetters.Draft;
import onestop.approval.licences.Answer.Done;
import onestop.approval.licences.Renewals.Renewal;
import onestop.events.Outbox;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Renewal (行政许可法 art. 50): asked by the holder thirty days before the end, unless other rules say otherwise, and decided by the unit
 * before the last day is over. After that the law has decided, see {@link SettlePastLicences}. All commands begin by locking the licence;
 * the same decision again changes nothing.
 */
@Service
class RenewLicence {
    /** What a holder may do against a refusal (行政复议法, 行政诉讼法). */
    private static final String REMEDIES = "如不服本决定，可以自收到本决定书之日起六十日内依法申请行政复议，也可以自收到本决定书之日起六个月内依法向人民法院提起行政诉讼。";

    private final Licences licences;
    private final Renewals renewals;
    private final WriteLetters letters;
    private final LeavesOfActs leaves;
    private final Outbox outbox;
    private final InstantSource clock;

    RenewLicence(
            Licences licences,
            Renewals renewals,
            WriteLetters letters,
            LeavesOfActs leaves,
            Outbox outbox,
            InstantSource clock) {
        this.licences = licences;
        this.renewals = renewals;
        this.letters = letters;
        this.leaves = leaves;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    Answer<Renewal> ask(String number, Caller holder) {
        var found = licences.lock(number).filter(licence -> LicenceReaders.holds(holder, licence));
        if (found.isEmpty()) {
            return Answer.unknown("no-such-licence");
        }
        var licence = found.get();
        if (licence.status() != LicenceStatus.VALID) {
            return Answer.conflict("licence-not-valid", licence.status().name());
        }
        var last = licence.renewalUntil();
        var until = licence.validUntil();
        if (until == null || last == null || licence.months() == null) {
            return Answer.conflict("licence-unlimited");
        }
        var now = clock.instant();
        if (OfficeTime.dateOf(now).isAfter(last)) {
            return Answer.conflict("renewal-too-late", last);
        }
        var renewal = new Renewal(UUID.randomUUID(), number, OfficeTime.at(now), until, "ASKED", null, null, null);
        if (!renewals.ask(renewal, holder.subject())) {
            return Answer.conflict("renewal-asked-already");
        }
        leaves.note(List.of(noted(licence, "ASKED", "holder", now, until, Map.of())));
        return new Done<>(renewal);
    }

    /** @param grounds null to grant, otherwise why it is refused */
    @Transactional
    Answer<Renewal> decide(String number, UUID id, String officer, String unit, @Nullable String grounds) {
        var found = licences.lock(number).filter(licence -> licence.unit().equals(unit));
        var asked = found.flatMap(licence -> renewals.find(number, id));
        if (found.isEmpty() || asked.isEmpty()) {
            return Answer.unknown("no-such-renewal");
        }
        var licence = found.get();
        var renewal = asked.get();
        if (renewal.settledAs(grounds)) {
            return new Done<>(renewal);
        }
        if (!renewal.open()) {
            return Answer.conflict("renewal-settled", renewal.outcome());
        }
        var now = clock.instant();
        var months = licence.months();
        if (OfficeTime.dateOf(now).isAfter(renewal.validUntil()) || months == null) {
            return Answer.conflict("renewal-deemed", renewal.validUntil());
        }
        if (grounds != null) {
            leaves.note(
                    List.of(noted(licence, "REFUSED", officer, now, renewal.validUntil(), Map.of("grounds", grounds))));
            letters.write(
                    now,
                    List.of(new Draft(
                            LetterKind.RENEWAL_REFUSAL,
                            licence.caseNumber(),
                            Map.of(
                                    "grounds", grounds,
                                    "remedies", REMEDIES,
                                    "validUntilOn", renewal.validUntil().toString()))));
            outbox.append(LicenceMessages.renewalRefused(licences.renewalRefused(licence, officer, now), officer, now));
            return new Done<>(renewals.settle(id, "REFUSED", officer, now, grounds, null));
        }
        var until = renewal.validUntil().plusMonths(months);
        var settled = renewals.settle(id, "GRANTED", officer, now, null, until);
        var renewed = licences.renew(licence, until, false, officer, now);
        leaves.note(List.of(noted(licence, "GRANTED", officer, now, until, Map.of())));
        letters.write(now, List.of(letter(renewed, renewal.validUntil().toString(), false)));
        outbox.append(LicenceMessages.renewed(renewed, officer, now));
        return new Done<>(settled);
    }

    /**
     * A renewal as the transparency log has it. The person who asks is no officer: he stands there as {@code holder}.
     *
     * @param validUntil the last day after the act
     */
    static Noted noted(
            Licence licence, String act, String actor, Instant at, LocalDate validUntil, Map<String, Object> details) {
        return new Noted(
                "RENEWAL",
                licence.number(),
                act,
                actor,
                at,
                Map.of("caseNumber", licence.caseNumber(), "validUntilOn", validUntil.toString()),
                details);
    }

    static Draft letter(Licence renewed, String before, boolean deemed) {
        return new Draft(
                LetterKind.RENEWAL_GRANT,
                renewed.caseNumber(),
                Map.of(
                        "deemed", deemed,
                        "validUntilOn", before,
                        "newValidUntilOn", String.valueOf(renewed.validUntil())));
    }
}
