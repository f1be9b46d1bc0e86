package onestop.appeal.symposia;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.appeal.appeals.CorrectContact;
import onestop.appeal.appeals.RaiseAppeal;
import onestop.appeal.appeals.RaiseAppeal.Matter;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import onestop.appeal.enterprises.Enterprises;
import onestop.appeal.guests.Guest;
import onestop.appeal.guests.Guests;
import onestop.appeal.reading.AppealStatuses;
import onestop.appeal.symposia.Symposia.Invitation;
import onestop.appeal.symposia.Symposia.Issue;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The commands on one symposium; its row is locked, so of two at once the second sees what the first has done. */
@Service
class RunSymposium {
    private final Symposia symposia;
    private final Enterprises enterprises;
    private final Guests guests;
    private final RaiseAppeal raiseAppeal;
    private final CorrectContact correctContact;
    private final AppealStatuses statuses;
    private final Outbox outbox;
    private final InstantSource clock;

    RunSymposium(
            Symposia symposia,
            Enterprises enterprises,
            Guests guests,
            RaiseAppeal raiseAppeal,
            CorrectContact correctContact,
            AppealStatuses statuses,
            Outbox outbox,
            InstantSource clock) {
        this.symposia = symposia;
        this.enterprises = enterprises;
        this.guests = guests;
        this.raiseAppeal = raiseAppeal;
        this.correctContact = correctContact;
        this.statuses = statuses;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public Decision<Symposium> invite(UUID id, List<String> uscis, Caller caller) {
        return change(id, caller, Symposium::invite, next -> {
            requireRegistered(id, "uscis", uscis);
            var added = symposia.invite(id, uscis);
            if (!added.isEmpty()) {
                outbox.append(SymposiumMessages.invited(next, added, clock.instant()));
            }
        });
    }

    /** Whoever was invited before may have left the registry since. */
    private void requireRegistered(UUID id, String field, List<String> uscis) {
        var before = symposia.invitations(id).stream().map(Invitation::usci).collect(Collectors.toSet());
        var unknown = enterprises.unknownOf(
                uscis.stream().filter(usci -> !before.contains(usci)).toList());
        if (!unknown.isEmpty()) {
            throw new InvalidFieldException(field, "registered", unknown);
        }
    }

    /** The enterprise says whether it comes, while the symposium is planned; it may change its mind. */
    @Transactional
    public Decision<Symposium> reply(UUID id, String usci, boolean coming) {
        var found = symposia.find(id, true).orElse(null);
        if (found == null
                || symposia.invitations(id).stream()
                        .noneMatch(each -> each.usci().equals(usci))) {
            return Refusal.missing("no-such-symposium").declines();
        }
        var decision = found.invite(); // open to replies as long as it is to invitations
        if (decision instanceof Done<Symposium>) {
            symposia.reply(id, usci, coming, clock.instant());
            return new Done<>(found);
        }
        return decision;
    }

    @Transactional
    public Decision<Symposium> cancel(UUID id, String reason, Caller caller) {
        return change(id, caller, symposium -> symposium.cancel(reason), next -> {
            var invited =
                    symposia.invitations(id).stream().map(Invitation::usci).toList();
            outbox.append(SymposiumMessages.cancelled(next, invited, clock.instant()));
        });
    }

    /** Who brought something up there was there; of who did so in confidence the record says nothing. */
    @Transactional
    public Decision<Symposium> hold(
            UUID id, List<String> attended, List<String> units, @Nullable String minutes, Caller caller) {
        return change(id, caller, symposium -> symposium.hold(units, minutes, clock.instant()), _ -> {
            requireRegistered(id, "attended", attended);
            var came = Set.copyOf(attended);
            var missing = open(symposia.issues(id)).stream()
                    .map(Issue::usci)
                    .filter(Objects::nonNull)
                    .filter(each -> !came.contains(each))
                    .distinct()
                    .toList();
            if (!missing.isEmpty()) {
                throw new InvalidFieldException("attended", "brought-up-issues", missing);
            }
            symposia.attendance(id, attended);
        });
    }

    /** Somebody came who has no enterprise in the county. In the transaction that keeps the idempotency key. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Decision<Integer> receive(UUID id, Guest guest, Caller caller) {
        var now = clock.instant();
        return switch (change(id, caller, Symposium::receiveGuest, _ -> {})) {
            case Decision.Declined<Symposium>(var why) -> why.declines();
            case Done<Symposium> _ ->
                symposia.seat(id, guests.add(guest, caller.subject(), now))
                        .<Decision<Integer>>map(Done::new)
                        .orElseThrow(() -> new InvalidFieldException("guest", "not-more", Symposia.MOST_GUESTS));
        };
    }

    /**
     * Puts right who a guest is, as long as the symposium is not closed, also as whom to call about what the guest brought up. Not by one
     * who had a part in what the guest complains of openly; who had one in what they complain of in confidence learns nothing of that, and
     * what they write does not reach it.
     *
     * @param version of the symposium as it was read
     */
    @Transactional
    public Decision<Symposium> correct(UUID id, int number, long version, Guest guest, Caller caller) {
        var found = symposia.find(id, true).orElse(null);
        if (found == null) {
            return Refusal.missing("no-such-symposium").declines();
        }
        if (!mayRun(found.unit(), caller)) {
            return Refusal.forbidden("not-your-symposium").declines();
        }
        var seat = symposia.guests(id).stream()
                .filter(each -> each.number() == number)
                .findAny();
        if (seat.isEmpty()) {
            return Refusal.missing("no-such-guest").declines();
        }
        if (found.version() != version) {
            return Refusal.stale().declines();
        }
        var issues = symposia.issues(id).stream()
                .filter(issue -> Objects.equals(issue.guest(), number))
                .toList();
        if (!statuses.concerning(appeals(open(issues)), caller.subject()).isEmpty()) {
            return Refusal.forbidden("recused").declines();
        }
        var decision = found.correctGuest();
        if (decision instanceof Done<Symposium>(var next)) {
            if (!guests.correct(seat.get().guestId(), guest, caller.subject(), clock.instant())) {
                return new Done<>(found);
            }
            correctContact.correct(appeals(issues), guest.name(), guest.phone(), caller.subject());
            symposia.update(next);
        }
        return decision;
    }

    /** What was brought up; without an answer it becomes an appeal, about the file or the case that it names. By an enterprise or by a guest. */
    record Brought(
            @Nullable String usci,
            @Nullable Integer guest,
            AppealKind kind,
            String title,
            String text,
            @Nullable String answer,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String itemCode,
            boolean confidential) {}

    /** In the transaction that keeps the idempotency key. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Decision<Issue> bring(UUID id, Brought brought, Caller caller) {
        var now = clock.instant();
        // What is brought up in confidence leaves no trace in the version either.
        Function<Symposium, Decision<Symposium>> raise = brought.confidential()
                ? symposium -> symposium.raiseIssue() instanceof Decision.Declined<Symposium>(var why)
                        ? why.declines()
                        : new Done<>(symposium)
                : Symposium::raiseIssue;
        var changed = change(id, caller, raise, _ -> requireCame(id, brought));
        return switch (changed) {
            case Decision.Declined<Symposium>(var why) -> why.declines();
            case Done<Symposium> _ -> new Done<>(store(id, brought, caller, now));
        };
    }

    private void requireCame(UUID id, Brought brought) {
        if (brought.guest() != null) {
            if (symposia.guests(id).stream().noneMatch(each -> each.number() == brought.guest())) {
                throw new InvalidFieldException("guest", "known-guest");
            }
        } else if (symposia.invitations(id).stream()
                .noneMatch(each -> each.usci().equals(brought.usci()) && each.attended())) {
            throw new InvalidFieldException("usci", "attended");
        }
    }

    private @Nullable Guest guest(UUID id, @Nullable Integer number) {
        return number == null
                ? null
                : symposia.guests(id).stream()
                        .filter(each -> each.number() == number)
                        .map(each -> guests.find(each.guestId()))
                        .findAny()
                        .orElse(null);
    }

    private Issue store(UUID id, Brought brought, Caller caller, Instant now) {
        var guest = brought.answer() != null ? null : guest(id, brought.guest());
        var appeal = brought.answer() != null
                ? null
                : raiseAppeal
                        .raise(new Matter(
                                AppealSource.SYMPOSIUM,
                                brought.kind(),
                                brought.usci(),
                                brought.title(),
                                brought.text(),
                                brought.receiptNumber(),
                                brought.caseNumber(),
                                brought.itemCode(),
                                null,
                                guest == null ? null : guest.name(),
                                guest == null ? null : guest.phone(),
                                brought.confidential(),
                                caller.subject()))
                        .id();
        var issue = new Issue(
                0,
                brought.usci(),
                brought.guest(),
                brought.kind(),
                brought.title(),
                brought.text(),
                brought.answer(),
                appeal,
                brought.confidential(),
                caller.subject());
        int number = symposia.insert(id, issue, now);
        return new Issue(
                number,
                issue.usci(),
                issue.guest(),
                issue.kind(),
                issue.title(),
                issue.text(),
                issue.answer(),
                issue.appealId(),
                issue.confidential(),
                issue.raisedBy());
    }

    /** What was brought up in confidence is followed by the office: it neither keeps the host from reporting nor is counted there. */
    @Transactional
    public Decision<Symposium> close(UUID id, String report, Caller caller) {
        return change(
                id,
                caller,
                // looked up now that the row is locked, so that no issue comes between
                symposium -> symposium.close(report, unfinished(open(symposia.issues(id))), clock.instant()),
                next -> {
                    var issues = open(symposia.issues(id));
                    outbox.append(SymposiumMessages.closed(
                            next,
                            symposia.told(id),
                            symposia.guests(id).size(),
                            issues.size(),
                            appeals(issues).size(),
                            clock.instant()));
                });
    }

    private List<String> unfinished(List<Issue> issues) {
        return statuses.of(appeals(issues)).values().stream()
                .filter(status -> !status.over())
                .map(AppealStatuses.AppealStatus::number)
                .sorted()
                .toList();
    }

    private static List<Issue> open(List<Issue> issues) {
        return issues.stream().filter(issue -> !issue.confidential()).toList();
    }

    private static List<UUID> appeals(List<Issue> issues) {
        return issues.stream().map(Issue::appealId).filter(Objects::nonNull).toList();
    }

    private Decision<Symposium> change(
            UUID id, Caller caller, Function<Symposium, Decision<Symposium>> command, Consumer<Symposium> effect) {
        var found = symposia.find(id, true).orElse(null);
        if (found == null) {
            return Refusal.missing("no-such-symposium").declines();
        }
        if (!mayRun(found.unit(), caller)) {
            return Refusal.forbidden("not-your-symposium").declines();
        }
        var decision = command.apply(found);
        if (decision instanceof Done<Symposium>(var next)) {
            symposia.update(next);
            effect.accept(next);
        }
        return decision;
    }

    static boolean mayRun(String unit, Caller caller) {
        return caller.is(Role.APPEAL_COORDINATOR) || (caller.is(Role.UNIT_MANAGER) && unit.equals(caller.unit()));
    }
}
