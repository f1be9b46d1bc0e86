package onestop.intake.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import onestop.intake.catalogue.CatalogueCheck.Checked;
import onestop.intake.catalogue.CatalogueCheck.Entered;
import onestop.intake.catalogue.CatalogueDrafts.Draft;
import onestop.intake.catalogue.CatalogueDrafts.State;
import onestop.intake.catalogue.CatalogueEntries.Act;
import onestop.intake.catalogue.CatalogueEntries.Entry;
import onestop.intake.catalogue.CatalogueEntries.EntryId;
import onestop.intake.catalogue.CatalogueEntries.Status;
import onestop.intake.catalogue.Declined.Why;
import onestop.intake.catalogue.GuideCompleteness.Missing;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** An entry from its draft to its end: drafted, checked by somebody else, published from a moment on, withdrawn. */
@Service
class LifeOfEntries {
    private static final int MOST_NAMED = 20;
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(366);

    private final CatalogueEntries entries;
    private final CatalogueDrafts drafts;
    private final Catalogues catalogues;
    private final PublishEntries publish;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    LifeOfEntries(
            CatalogueEntries entries,
            CatalogueDrafts drafts,
            Catalogues catalogues,
            PublishEntries publish,
            InstantSource clock,
            TransactionTemplate transaction) {
        this.entries = entries;
        this.drafts = drafts;
        this.catalogues = catalogues;
        this.publish = publish;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Something came of it, or it was declined. */
    sealed interface Reply<T> {
        record Done<T>(T result) implements Reply<T> {}

        record Not<T>(Declined declined) implements Reply<T> {}
    }

    record Published(CatalogueEntries.Kind kind, String key, long version, Status status, Instant validFrom) {}

    /** @param found errors and missing elements as they would be found if it were checked now */
    record Findings(FieldErrors found, List<Missing> missing) {}

    Reply<Draft> begin(EntryId id, Object body, String by) {
        return drafts.begin(id, body, by, clock.instant())
                .<Reply<Draft>>map(Reply.Done::new)
                // A change has to say what it is based on.
                .orElseGet(() -> new Reply.Not<>(Declined.because(Why.THERE_IS_A_DRAFT)));
    }

    Reply<Draft> edit(EntryId id, long revision, Object body, String by) {
        return drafts.edit(id, revision, body, by, clock.instant())
                .<Reply<Draft>>map(Reply.Done::new)
                .orElseGet(() -> new Reply.Not<>(
                        drafts.find(id).isEmpty() ? noSuchDraft(id) : Declined.because(Why.CHANGED_MEANWHILE)));
    }

    Findings findings(Draft draft, Catalogue known) {
        var checked = check(draft, known);
        return new Findings(checked.errors(), missing(checked, known));
    }

    private static Checked check(Draft draft, Catalogue known) {
        var at = draft.id().kind().name().toLowerCase(Locale.ROOT);
        var checked = CatalogueCheck.check(new Entered(at, draft.body(), new FieldErrors()), known);
        if (checked.body() instanceof ServicePackage pack) {
            pack.conditionsNobodyAsksFor()
                    .forEach((item, condition) ->
                            checked.errors().add(at + ".conditionalItems." + item, "question-missing", condition));
        }
        return checked;
    }

    private static List<Missing> missing(Checked checked, Catalogue known) {
        return checked.body() instanceof ServiceItem item
                ? GuideCompleteness.of(
                        item, key -> known.material(key).map(Material::form).orElse(false))
                : List.of();
    }

    Reply<Draft> check(EntryId id, long revision, String by) {
        return locked(id, revision, by, draft -> {
            var checked = check(draft, catalogues.current());
            checked.errors().throwIfAny();
            var missing = missing(checked, catalogues.current());
            if (!missing.isEmpty()) {
                return new Reply.Not<>(Declined.because(
                        Why.INCOMPLETE, missing.stream().map(Missing::field).toList()));
            }
            return new Reply.Done<>(drafts.check(id, by, clock.instant()));
        });
    }

    /** @param from when it shall apply; null for now */
    Reply<Published> publish(EntryId id, long revision, String by, @Nullable Instant from) {
        Reply<Published> reply = locked(id, revision, by, draft -> {
            if (draft.state() != State.CHECKED) {
                return new Reply.Not<>(Declined.because(Why.NOT_CHECKED));
            }
            entries.lockRevision();
            var now = clock.instant();
            var moment = from == null ? now : from;
            if (moment.isBefore(now) || moment.isAfter(now.plus(FURTHEST_AHEAD))) {
                var errors = new FieldErrors();
                errors.add("effectiveFrom", "date-range", now, now.plus(FURTHEST_AHEAD));
                errors.throwIfAny();
            }
            // What it refers to may have been withdrawn since the check, or will have been by then.
            var checked = check(draft, entries.inForceAt(moment));
            checked.errors().throwIfAny();
            var standing = entries.standings(moment).get(id);
            // The last version applies without end, so it is found at whatever moment one looks.
            var next = Entry.of(id, (standing == null ? 0 : standing.lastVersion()) + 1, checked.body());
            if (standing != null
                    && standing.inForce() != null
                    && standing.inForce().saysTheSameAs(next)) {
                return new Reply.Not<>(Declined.because(Why.NOTHING_NEW, standing.versionInForce()));
            }
            var act = new Act(Status.CANCELLED, null, draft.editedBy(), draft.checkedBy(), by, !moment.isAfter(now));
            publish.inForce(List.of(next), moment, now, act);
            drafts.delete(id);
            return new Reply.Done<>(new Published(id.kind(), id.key(), next.version(), Status.IN_USE, moment));
        });
        catalogues.changed();
        return reply;
    }

    Reply<EntryId> discard(EntryId id, long revision) {
        return inTransaction(() -> {
            var found = drafts.lock(id);
            if (found.isEmpty()) {
                return new Reply.Not<>(noSuchDraft(id));
            }
            if (found.get().revision() != revision) {
                return new Reply.Not<>(Declined.because(Why.CHANGED_MEANWHILE));
            }
            drafts.delete(id);
            return new Reply.Done<>(id);
        });
    }

    private interface OnDraft<T> {
        Reply<T> act(Draft draft);
    }

    /** A step that whoever drafted may not take, on the revision the caller has seen. */
    private <T> Reply<T> locked(EntryId id, long revision, String by, OnDraft<T> step) {
        return inTransaction(() -> {
            var found = drafts.lock(id);
            if (found.isEmpty()) {
                return new Reply.Not<>(noSuchDraft(id));
            }
            var draft = found.get();
            if (draft.revision() != revision) {
                return new Reply.Not<>(Declined.because(Why.CHANGED_MEANWHILE));
            }
            if (draft.editedBy().contains(by)) {
                return new Reply.Not<>(Declined.because(Why.DRAFTED_BY_THE_CALLER));
            }
            return step.act(draft);
        });
    }

    /** Takes out of use for a while, or for good; what has been handed in goes on under its version. */
    Reply<Published> withdraw(EntryId id, Status as, String reason, String by) {
        Reply<Published> reply = inTransaction(() -> {
            entries.lockRevision();
            var now = clock.instant();
            var standing = entries.standings(now).get(id);
            if (standing == null) {
                return new Reply.Not<>(noSuchEntry(id));
            }
            boolean possible = standing.status() == Status.IN_USE
                    || (standing.status() == Status.SUSPENDED && as == Status.CANCELLED);
            if (standing.inForce() == null || !possible) {
                return new Reply.Not<>(Declined.because(Why.NOT_IN_USE, id.key()));
            }
            var needing = needing(id, entries.lasting(now));
            if (!needing.isEmpty()) {
                return new Reply.Not<>(Declined.because(Why.STILL_NEEDED, id.key(), needing));
            }
            var next = standing.inForce().withdrawn(standing.lastVersion() + 1);
            publish.inForce(List.of(next), now, now, new Act(as, reason, List.of(), null, by, true));
            return new Reply.Done<>(new Published(id.kind(), id.key(), next.version(), as, now));
        });
        catalogues.changed();
        return reply;
    }

    /** Brings back what was suspended as it was. */
    Reply<Published> resume(EntryId id, String by) {
        Reply<Published> reply = inTransaction(() -> {
            entries.lockRevision();
            var now = clock.instant();
            var standing = entries.standings(now).get(id);
            if (standing == null) {
                return new Reply.Not<>(noSuchEntry(id));
            }
            if (standing.status() != Status.SUSPENDED) {
                return new Reply.Not<>(Declined.because(Why.NOT_SUSPENDED, id.key()));
            }
            var before = entries.lastInUse(id).orElseThrow();
            var known = entries.inForceAt(now);
            var lacking = needs(Objects.requireNonNull(before.body())).stream()
                    .filter(needed -> !known.has(needed))
                    .map(EntryId::key)
                    .sorted()
                    .limit(MOST_NAMED)
                    .toList();
            if (!lacking.isEmpty()) {
                return new Reply.Not<>(Declined.because(Why.LACKS_WHAT_IT_NEEDS, id.key(), lacking));
            }
            var next = Entry.of(id, standing.lastVersion() + 1, Objects.requireNonNull(before.body()));
            publish.inForce(List.of(next), now, now, new Act(Status.CANCELLED, null, List.of(), null, by, true));
            return new Reply.Done<>(new Published(id.kind(), id.key(), next.version(), Status.IN_USE, now));
        });
        catalogues.changed();
        return reply;
    }

    /** What would be left pointing at nothing. */
    private static List<String> needing(EntryId id, List<Entry> lasting) {
        return lasting.stream()
                .filter(entry -> needs(Objects.requireNonNull(entry.body())).contains(id))
                .map(entry -> entry.id().key())
                .distinct()
                .sorted()
                .limit(MOST_NAMED)
                .toList();
    }

    private static Set<EntryId> needs(Object body) {
        var needs = new HashSet<EntryId>();
        switch (body) {
            case ServiceItem item -> {
                needs.add(new EntryId(CatalogueEntries.Kind.UNIT, item.unit()));
                item.materials().forEach(need -> needs.add(new EntryId(CatalogueEntries.Kind.MATERIAL, need.key())));
                item.produces().forEach(key -> needs.add(new EntryId(CatalogueEntries.Kind.MATERIAL, key)));
            }
            case ServicePackage pack ->
                pack.stages()
                        .forEach(stage ->
                                stage.forEach(code -> needs.add(new EntryId(CatalogueEntries.Kind.ITEM, code))));
            default -> {}
        }
        return needs;
    }

    private <T> Reply<T> inTransaction(Supplier<Reply<T>> act) {
        return Objects.requireNonNull(transaction.execute(_ -> act.get()));
    }

    private static Declined noSuchDraft(EntryId id) {
        return Declined.because(Why.NO_SUCH_DRAFT, id.kind(), id.key());
    }

    private static Declined noSuchEntry(EntryId id) {
        return Declined.because(Why.NO_SUCH_ENTRY, id.kind(), id.key());
    }
}
