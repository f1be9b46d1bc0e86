package onestop.intake.catalogue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import onestop.intake.catalogue.CatalogueEntries.EntryId;
import onestop.intake.catalogue.CatalogueEntries.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The catalogue in force, in memory. A change in this process is seen at once, one in another replica after the interval
 * of the check, and what comes into force at a moment announced before, when that moment has come.
 */
@Component
public class Catalogues {
    private static final Logger log = LoggerFactory.getLogger(Catalogues.class);

    private final CatalogueEntries entries;
    private final InstantSource clock;
    private volatile @Nullable Loaded loaded;

    Catalogues(CatalogueEntries entries, InstantSource clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** @param until when something else comes into force; the end of time if nothing is announced */
    private record Loaded(long revision, Instant at, Instant until, Catalogue catalogue, SearchIndex index) {
        boolean holdsAt(Instant moment) {
            return moment.isBefore(until);
        }
    }

    public Catalogue current() {
        return loaded().catalogue();
    }

    /** An entry at a moment, with the unit and the materials it named then; empty when it was not in force. */
    Catalogue at(Instant moment, EntryId id) {
        var found = entries.inForceAt(moment, List.of(id));
        var needed = found.stream()
                .flatMap(entry -> entry.body() instanceof ServiceItem item ? namedBy(item) : Stream.of())
                .toList();
        var all = new ArrayList<>(found);
        if (!needed.isEmpty()) {
            all.addAll(entries.inForceAt(moment, needed));
        }
        return Catalogue.of(
                all.stream().map(entry -> Objects.requireNonNull(entry.body())).toList());
    }

    private static Stream<EntryId> namedBy(ServiceItem item) {
        return Stream.concat(
                Stream.of(new EntryId(Kind.UNIT, item.unit())),
                item.materials().stream().map(need -> new EntryId(Kind.MATERIAL, need.key())));
    }

    SearchIndex index() {
        return loaded().index();
    }

    /** To be called after a change, outside its transaction. */
    void changed() {
        refresh();
    }

    private Loaded loaded() {
        var now = loaded;
        return now == null || !now.holdsAt(clock.instant()) ? refresh() : now;
    }

    @Scheduled(fixedDelayString = "${onestop.intake.reference-check}")
    void check() {
        try {
            refresh();
        } catch (DataAccessException e) {
            log.debug("The catalogue cannot be looked at; what is known stays in force", e);
        }
    }

    /** The revision is read first: should an import come between, the next check loads again. */
    private synchronized Loaded refresh() {
        long revision = entries.revision();
        var known = loaded;
        var now = clock.instant();
        if (known == null || known.revision() != revision || !known.holdsAt(now)) {
            // What has come into force stays so; a clock that is set back does not bring the old catalogue back.
            var at = known == null || now.isAfter(known.at()) ? now : known.at();
            var catalogue = entries.inForceAt(at);
            known = new Loaded(
                    revision,
                    at,
                    entries.nextChangeAfter(at).orElse(Instant.MAX),
                    catalogue,
                    SearchIndex.of(catalogue));
            loaded = known;
        }
        return known;
    }
}
