package onestop.intake.upload;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.upload.StoredFile.State;
import onestop.web.Caller;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What other features need of files: what they are, and taking them into use. */
@Service
public class StoredFiles {
    /** More than any one act names. */
    public static final int MOST_AT_ONCE = 1_000;

    private final FileTables tables;
    private final FileReaders readers;
    private final InstantSource clock;

    StoredFiles(FileTables tables, FileReaders readers, InstantSource clock) {
        this.tables = tables;
        this.readers = readers;
        this.clock = clock;
    }

    /** Why a file cannot be used. */
    public enum Unusable {
        /** There is none, or it is not the caller's to know. */
        UNKNOWN,
        QUARANTINED,
        INFECTED
    }

    public Optional<StoredFile> find(UUID id) {
        return tables.find(id);
    }

    /** Those of the files that exist, by id. */
    public Map<UUID, StoredFile> findAll(Collection<UUID> ids) {
        return byId(tables.findAll(checked(ids)));
    }

    /**
     * Why each of the files cannot be used by this caller; empty when all can. A caller may use what the caller sent, and
     * what the caller may read.
     */
    public Map<UUID, Unusable> whyUnusable(Caller caller, Collection<UUID> ids) {
        var known = findAll(ids);
        var readable = readers.readable(caller, known.values());
        var why = new LinkedHashMap<UUID, Unusable>();
        for (var id : ids) {
            var file = known.get(id);
            if (file == null || !readable.contains(id)) {
                why.put(id, Unusable.UNKNOWN);
            } else if (file.state() == State.QUARANTINED) {
                why.put(id, Unusable.QUARANTINED);
            } else if (file.state() == State.INFECTED) {
                why.put(id, Unusable.INFECTED);
            }
        }
        return why;
    }

    /**
     * Takes files into use, in the transaction of the feature: from then on they are kept, and whoever the feature's
     * {@link FileUse} allows may read them. Repeating it changes nothing.
     *
     * @return the files by id; one that is gone is missing
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UUID, StoredFile> use(Collection<UUID> ids, String purpose, String reference) {
        return ids.isEmpty() ? Map.of() : byId(tables.use(checked(ids), purpose, reference, clock.instant()));
    }

    /**
     * Keeps files from the sweep that their sender means to use, such as those named in a form that is being filled in.
     * Files of others, and such that are gone, are passed over.
     */
    @Transactional
    public void hold(Collection<UUID> ids, String uploadedBy, Instant until) {
        if (!ids.isEmpty()) {
            tables.hold(checked(ids), uploadedBy, until);
        }
    }

    private static Map<UUID, StoredFile> byId(List<StoredFile> files) {
        return files.stream().collect(Collectors.toMap(StoredFile::id, Function.identity()));
    }

    private static Collection<UUID> checked(Collection<UUID> ids) {
        if (ids.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException("more than %d files at once".formatted(MOST_AT_ONCE));
        }
        return ids;
    }
}
