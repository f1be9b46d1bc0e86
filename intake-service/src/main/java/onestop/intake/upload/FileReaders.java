package onestop.intake.upload;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import onestop.web.Caller;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Who may read a file: who sent it, and whoever a feature that uses it allows. */
@Component
class FileReaders {
    private final FileTables tables;
    private final ObjectProvider<FileUse> features;

    FileReaders(FileTables tables, ObjectProvider<FileUse> features) {
        this.tables = tables;
        this.features = features;
    }

    /** A file in use for something. */
    record Use(UUID file, String purpose, String reference) {}

    private record Question(String purpose, String reference) {}

    boolean mayRead(Caller caller, StoredFile file) {
        return readable(caller, List.of(file)).contains(file.id());
    }

    /** Those of the files that the caller may read. Each feature is asked once per reference. */
    Set<UUID> readable(Caller caller, Collection<StoredFile> files) {
        var readable = new HashSet<UUID>();
        var foreign = new HashSet<UUID>();
        for (var file : files) {
            (file.uploadedBy().equals(caller.subject()) ? readable : foreign).add(file.id());
        }
        if (foreign.isEmpty()) {
            return readable;
        }
        var answers = new HashMap<Question, Boolean>();
        for (var use : tables.uses(foreign)) {
            if (!readable.contains(use.file())
                    && answers.computeIfAbsent(
                            new Question(use.purpose(), use.reference()), question -> answer(caller, question))) {
                readable.add(use.file());
            }
        }
        return readable;
    }

    private boolean answer(Caller caller, Question question) {
        return features.stream()
                .filter(feature -> feature.purpose().equals(question.purpose()))
                .anyMatch(feature -> feature.mayRead(caller, question.reference()));
    }
}
