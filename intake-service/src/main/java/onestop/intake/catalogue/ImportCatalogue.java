package onestop.intake.catalogue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onestop.intake.catalogue.CatalogueCheck.Checked;
import onestop.intake.catalogue.CatalogueCheck.Entered;
import onestop.intake.catalogue.CatalogueEntries.Act;
import onestop.intake.catalogue.CatalogueEntries.Entry;
import onestop.intake.catalogue.CatalogueEntries.EntryId;
import onestop.intake.catalogue.CatalogueEntries.Kind;
import onestop.intake.catalogue.CatalogueEntries.Standing;
import onestop.intake.catalogue.CatalogueEntries.Status;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes over entries in bulk. What changed gets its next version and is published, what did not keeps its version, however
 * often it is repeated. A whole catalogue also withdraws what is no longer there; single entries leave the others alone.
 */
@Service
class ImportCatalogue {
    private final CatalogueEntries entries;
    private final Catalogues catalogues;
    private final PublishEntries publish;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    ImportCatalogue(
            CatalogueEntries entries,
            Catalogues catalogues,
            PublishEntries publish,
            InstantSource clock,
            TransactionTemplate transaction) {
        this.entries = entries;
        this.catalogues = catalogues;
        this.publish = publish;
        this.clock = clock;
        this.transaction = transaction;
    }

    record Report(Count units, Count materials, Count items, Count packages) {}

    record Count(int published, int unchanged, int withdrawn) {}

    Report replaceBy(CatalogueDocument document, String by) {
        var wanted = CatalogueCheck.check(document);
        var report = transaction.execute(_ -> {
            entries.lockRevision();
            return replace(wanted, by);
        });
        catalogues.changed();
        return Objects.requireNonNull(report);
    }

    /** For the first start. Of several replicas that start at once, one finds nothing there. */
    void ifEmpty(CatalogueDocument document) {
        var wanted = CatalogueCheck.check(document);
        transaction.executeWithoutResult(_ -> {
            if (entries.lockRevision() == 0) {
                replace(wanted, "onestop");
            }
        });
        catalogues.changed();
    }

    private Report replace(Catalogue wanted, String by) {
        var now = clock.instant();
        var standings = entries.standings(now);
        var changes = new ArrayList<Entry>();
        var tallies = new Tallies();
        for (var kind : Kind.values()) {
            wanted.map(kind).forEach((key, body) -> {
                var id = new EntryId(kind, key);
                var change = change(id, body, standings.get(id));
                if (change == null) {
                    tallies.of(kind).unchanged++;
                } else {
                    tallies.of(kind).published++;
                    changes.add(change);
                }
            });
        }
        standings.forEach((id, standing) -> {
            if (!wanted.has(id) && standing.status() != Status.CANCELLED && standing.inForce() != null) {
                tallies.of(id.kind()).withdrawn++;
                changes.add(standing.inForce().withdrawn(standing.lastVersion() + 1));
            }
        });
        put(changes, now, by);
        return new Report(
                tallies.of(Kind.UNIT).count(),
                tallies.of(Kind.MATERIAL).count(),
                tallies.of(Kind.ITEM).count(),
                tallies.of(Kind.PACKAGE).count());
    }

    private void put(List<Entry> changes, Instant now, String by) {
        if (!changes.isEmpty()) {
            publish.inForce(changes, now, now, new Act(Status.CANCELLED, null, List.of(), null, by, true));
        }
    }

    /** The next version, or null when the one in force says the same. */
    private static @Nullable Entry change(EntryId id, Object body, @Nullable Standing standing) {
        long last = standing == null ? 0 : standing.lastVersion();
        var next = Entry.of(id, last + 1, body);
        return standing != null
                        && standing.inForce() != null
                        && standing.inForce().saysTheSameAs(next)
                ? null
                : next;
    }

    enum Mode {
        ALL_OR_NOTHING,
        GOOD_ROWS_ONLY
    }

    enum Outcome {
        PUBLISHED,
        UNCHANGED,
        REFUSED
    }

    /** @param version the version now in force; 0 when refused */
    record RowResult(Checked row, Outcome outcome, long version) {}

    /** Takes over entries beside those there are. When all or nothing is wanted and one is bad, throws what names the fields. */
    List<RowResult> take(List<Entered> entered, Mode mode, String by) {
        var results = transaction.execute(_ -> {
            entries.lockRevision();
            return takeLocked(entered, mode, by);
        });
        catalogues.changed();
        return Objects.requireNonNull(results);
    }

    private List<RowResult> takeLocked(List<Entered> entered, Mode mode, String by) {
        var now = clock.instant();
        var checked = CatalogueCheck.check(entered, entries.inForceAt(now), mode == Mode.GOOD_ROWS_ONLY);
        var standings = entries.standings(now);
        for (var row : checked) {
            var standing = standings.get(row.id());
            if (standing != null && standing.status() == Status.SUSPENDED) {
                row.errors().add(row.at(), "is-suspended", row.id().key());
            }
        }
        if (mode == Mode.ALL_OR_NOTHING) {
            var errors = new FieldErrors();
            checked.forEach(row -> errors.addAll(row.errors()));
            errors.throwIfAny();
        }
        var results = new ArrayList<RowResult>(checked.size());
        var changes = new ArrayList<Entry>();
        for (var row : checked) {
            if (!row.sound()) {
                results.add(new RowResult(row, Outcome.REFUSED, 0));
                continue;
            }
            var standing = standings.get(row.id());
            var change = change(row.id(), row.body(), standing);
            if (change != null) {
                changes.add(change);
                results.add(new RowResult(row, Outcome.PUBLISHED, change.version()));
            } else if (standing != null) {
                results.add(new RowResult(row, Outcome.UNCHANGED, standing.versionInForce()));
            }
        }
        put(changes, now, by);
        return results;
    }

    private static final class Tallies {
        private final Map<Kind, Tally> byKind = new EnumMap<>(Kind.class);

        Tally of(Kind kind) {
            return byKind.computeIfAbsent(kind, _ -> new Tally());
        }
    }

    private static final class Tally {
        private int published;
        private int unchanged;
        private int withdrawn;

        Count count() {
            return new Count(published, unchanged, withdrawn);
        }
    }
}
