package onestop.intake.catalogue;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The catalogue in force, in memory. An import in this process is seen at once, one in another replica after the
 * interval of the check.
 */
@Component
public class Catalogues {
    private static final Logger log = LoggerFactory.getLogger(Catalogues.class);

    private final CatalogueEntries entries;
    private volatile @Nullable Loaded loaded;

    Catalogues(CatalogueEntries entries) {
        this.entries = entries;
    }

    private record Loaded(long revision, Catalogue catalogue) {}

    public Catalogue current() {
        var now = loaded;
        return now == null ? refresh() : now.catalogue();
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
    synchronized Catalogue refresh() {
        long revision = entries.revision();
        var known = loaded;
        if (known == null || known.revision() != revision) {
            known = new Loaded(revision, entries.load());
            loaded = known;
        }
        return known.catalogue();
    }
}
