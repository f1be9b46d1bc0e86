package onestop.approval.licences;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import onestop.approval.letters.WriteLetters;
import onestop.events.Outbox;
import onestop.events.OutgoingEvent;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Licences whose last day has passed: renewed where the holder asked in time and no decision came (行政许可法 art. 50), expired otherwise.
 * Replicas share the work; each licence is settled once.
 */
@Service
class SettlePastLicences {
    private final Licences licences;
    private final WriteLetters letters;
    private final LeavesOfActs leaves;
    private final Outbox outbox;
    private final InstantSource clock;

    SettlePastLicences(
            Licences licences, WriteLetters letters, LeavesOfActs leaves, Outbox outbox, InstantSource clock) {
        this.licences = licences;
        this.letters = letters;
        this.leaves = leaves;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @return how many were settled */
    @Transactional
    int settle(int most) {
        var now = clock.instant();
        var today = OfficeTime.dateOf(now);
        var past = licences.lockPast(today, most);
        if (past.isEmpty()) {
            return 0;
        }
        var events = new ArrayList<OutgoingEvent>();
        var renewed = licences.deemRenewed(past.keySet(), now);
        var notes = new ArrayList<Noted>();
        renewed.forEach(licence -> notes.add(RenewLicence.noted(
                licence, "DEEMED", "system", now, Objects.requireNonNull(licence.validUntil()), Map.of())));
        var expired = expired(past.keySet(), renewed, today, now);
        expired.forEach(licence -> {
            events.add(LicenceMessages.expired(licence, now));
            notes.add(RenewLicence.noted(
                    licence, "EXPIRED", "system", now, Objects.requireNonNull(licence.validUntil()), Map.of()));
        });
        leaves.note(notes);
        letters.write(
                now,
                renewed.stream()
                        .map(licence -> RenewLicence.letter(licence, String.valueOf(past.get(licence.number())), true))
                        .toList());
        renewed.forEach(licence -> events.add(LicenceMessages.renewed(licence, null, now)));
        outbox.append(events);
        return past.size();
    }

    private List<Licence> expired(Collection<String> past, List<Licence> renewed, LocalDate today, Instant now) {
        var rest = new ArrayList<>(past);
        rest.removeAll(renewed.stream().map(Licence::number).toList());
        return rest.isEmpty() ? List.of() : licences.expire(rest, today, now);
    }
}
