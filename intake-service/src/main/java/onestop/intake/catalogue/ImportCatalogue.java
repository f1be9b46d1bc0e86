package onestop.intake.catalogue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onestop.events.Outbox;
import onestop.intake.catalogue.CatalogueEntries.EntryId;
import onestop.intake.catalogue.CatalogueEntries.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes over a whole catalogue. What changed gets its next version and is published, what did not keeps its version,
 * what is no longer there is withdrawn: all of it or nothing, however often it is repeated.
 */
@Service
class ImportCatalogue {
    private final CatalogueEntries entries;
    private final Catalogues catalogues;
    private final Outbox outbox;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    ImportCatalogue(
            CatalogueEntries entries,
            Catalogues catalogues,
            Outbox outbox,
            InstantSource clock,
            TransactionTemplate transaction) {
        this.entries = entries;
        this.catalogues = catalogues;
        this.outbox = outbox;
        this.clock = clock;
        this.transaction = transaction;
    }

    record Report(Count units, Count materials, Count items, Count packages) {}

    record Count(int published, int unchanged, int withdrawn) {}

    Report replaceBy(CatalogueDocument document) {
        var wanted = wanted(CatalogueCheck.check(document));
        var report = transaction.execute(_ -> {
            entries.lockRevision();
            return apply(wanted);
        });
        catalogues.refresh();
        return Objects.requireNonNull(report);
    }

    /** For the first start. Of several replicas that start at once, one finds nothing there. */
    void ifEmpty(CatalogueDocument document) {
        var wanted = wanted(CatalogueCheck.check(document));
        transaction.executeWithoutResult(_ -> {
            if (entries.lockRevision() == 0) {
                apply(wanted);
            }
        });
        catalogues.refresh();
    }

    private Report apply(Map<EntryId, CatalogueEntries.Entry> wanted) {
        var now = clock.instant();
        var latest = entries.latest();
        var changes = new ArrayList<CatalogueEntries.Entry>();
        var tallies = new Tallies();
        wanted.forEach((id, entry) -> {
            var before = latest.get(id);
            long version = before == null ? 1 : before.version() + 1;
            if (before != null && equalApartFromVersion(before, entry)) {
                tallies.of(id.kind()).unchanged++;
            } else {
                tallies.of(id.kind()).published++;
                changes.add(withVersion(entry, version));
            }
        });
        latest.forEach((id, entry) -> {
            if (entry.body() != null && !wanted.containsKey(id)) {
                tallies.of(id.kind()).withdrawn++;
                changes.add(new CatalogueEntries.Entry(id, entry.version() + 1, entry.nameZh(), entry.nameEn(), null));
            }
        });
        if (!changes.isEmpty()) {
            entries.raiseRevision();
            entries.replace(changes, now);
            outbox.append(changes.stream()
                    .map(entry -> CatalogueMessages.of(entry, now))
                    .toList());
        }
        return new Report(
                tallies.of(Kind.UNIT).count(),
                tallies.of(Kind.MATERIAL).count(),
                tallies.of(Kind.ITEM).count(),
                tallies.of(Kind.PACKAGE).count());
    }

    private static final class Tallies {
        private final Tally units = new Tally();
        private final Tally materials = new Tally();
        private final Tally items = new Tally();
        private final Tally packages = new Tally();

        Tally of(Kind kind) {
            return switch (kind) {
                case UNIT -> units;
                case MATERIAL -> materials;
                case ITEM -> items;
                case PACKAGE -> packages;
            };
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

    private static boolean equalApartFromVersion(CatalogueEntries.Entry before, CatalogueEntries.Entry wanted) {
        return withVersion(before, 0).equals(withVersion(wanted, 0));
    }

    private static Map<EntryId, CatalogueEntries.Entry> wanted(Catalogue catalogue) {
        var wanted = new LinkedHashMap<EntryId, CatalogueEntries.Entry>();
        List<CatalogueEntries.Entry> all = new ArrayList<>();
        catalogue
                .units()
                .values()
                .forEach(one -> all.add(entry(Kind.UNIT, one.key(), one.nameZh(), one.nameEn(), one)));
        catalogue
                .materials()
                .values()
                .forEach(one -> all.add(entry(Kind.MATERIAL, one.key(), one.nameZh(), one.nameEn(), one)));
        catalogue
                .items()
                .values()
                .forEach(one -> all.add(entry(Kind.ITEM, one.code(), one.nameZh(), one.nameEn(), one)));
        catalogue
                .packages()
                .values()
                .forEach(one -> all.add(entry(Kind.PACKAGE, one.code(), one.nameZh(), one.nameEn(), one)));
        all.forEach(entry -> wanted.put(entry.id(), entry));
        return wanted;
    }

    private static CatalogueEntries.Entry entry(Kind kind, String key, String nameZh, String nameEn, Object body) {
        return new CatalogueEntries.Entry(new EntryId(kind, key), 0, nameZh, nameEn, body);
    }

    private static CatalogueEntries.Entry withVersion(CatalogueEntries.Entry entry, long version) {
        return new CatalogueEntries.Entry(
                entry.id(), version, entry.nameZh(), entry.nameEn(), body(entry.body(), version));
    }

    private static @Nullable Object body(@Nullable Object body, long version) {
        return switch (body) {
            case null -> null;
            case Unit u -> new Unit(u.key(), u.nameZh(), u.nameEn(), u.usci(), version);
            case Material m ->
                new Material(
                        m.key(),
                        m.nameZh(),
                        m.nameEn(),
                        m.trustLevel(),
                        m.issuer(),
                        m.kind(),
                        m.deferrable(),
                        m.commitmentAllowed(),
                        m.shareableByData(),
                        version);
            case ServiceItem i ->
                new ServiceItem(
                        i.code(),
                        version,
                        i.nameZh(),
                        i.nameEn(),
                        i.unit(),
                        i.kind(),
                        i.caseType(),
                        i.statutoryDays(),
                        i.promisedDays(),
                        i.baseCode(),
                        i.implementCode(),
                        i.materials(),
                        i.specialProcedures(),
                        i.resultNameZh(),
                        i.produces(),
                        i.feeCharged(),
                        i.onlineDepth(),
                        i.note());
            case ServicePackage p ->
                new ServicePackage(
                        p.code(),
                        version,
                        p.nameZh(),
                        p.nameEn(),
                        p.group(),
                        p.stages(),
                        p.conditionalItems(),
                        p.note());
            default -> throw new IllegalArgumentException("no entry: " + body);
        };
    }
}
