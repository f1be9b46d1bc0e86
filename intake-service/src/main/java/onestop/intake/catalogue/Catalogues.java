package onestop.intake.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The catalogue in force, in memory. An import in this process is seen at once, one in another replica after the
 * interval of the check.
 */
@Component
public class Catalogues {
    private static final Loaded NONE = new Loaded(-1, new Catalogue(List.of(), List.of(), List.of(), List.of()));

    private final CatalogueEntries entries;
    private volatile Loaded loaded = NONE;

    Catalogues(CatalogueEntries entries) {
        this.entries = entries;
    }

    private record Loaded(long revision, Catalogue catalogue) {}

    public Catalogue current() {
        var now = loaded;
        return now == NONE ? refresh() : now.catalogue();
    }

    @Scheduled(fixedDelayString = "${onestop.intake.reference-check}")
    void check() {
        refresh();
    }

    /** The revision is read first: should an import come between, the next check loads again. */
    synchronized Catalogue refresh() {
        long revision = entries.revision();
        @Nullable Loaded known = loaded;
        if (known.revision() != revision) {
            known = new Loaded(revision, entries.load());
            loaded = known;
        }
        return known.catalogue();
    }
}
