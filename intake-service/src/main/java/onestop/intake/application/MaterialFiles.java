package onestop.intake.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.intake.application.ApplicationBody.MaterialBody;
import onestop.intake.input.FieldErrors;
import onestop.intake.numbering.ReceiptNumber;
import onestop.intake.upload.StoredFile;
import onestop.intake.upload.StoredFiles;
import onestop.web.Caller;
import onestop.web.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The files behind the materials of an application. */
@Component
class MaterialFiles {
    private final StoredFiles files;

    MaterialFiles(StoredFiles files) {
        this.files = files;
    }

    /** The files that are named, by id; errors name those that this caller cannot use. */
    Map<UUID, StoredFile> of(Caller caller, List<MaterialBody> sent, FieldErrors errors) {
        var ids = new LinkedHashSet<UUID>();
        sent.forEach(material -> ids.addAll(material.filesOrNone()));
        if (ids.isEmpty()) {
            return Map.of();
        }
        if (ids.size() > StoredFiles.MOST_AT_ONCE) {
            errors.add("materials", "too-many-files", ids.size(), StoredFiles.MOST_AT_ONCE);
            return Map.of();
        }
        var unusable = files.whyUnusable(caller, ids);
        for (int i = 0; i < sent.size(); i++) {
            var named = sent.get(i).filesOrNone();
            for (int j = 0; j < named.size(); j++) {
                var why = unusable.get(named.get(j));
                if (why != null) {
                    errors.add(
                            "materials[" + i + "].files[" + j + "]",
                            switch (why) {
                                case UNKNOWN -> "unknown-file";
                                case QUARANTINED -> "file-in-quarantine";
                                case INFECTED -> "file-was-infected";
                            },
                            named.get(j));
                }
            }
        }
        return files.findAll(ids);
    }

    /** Keeps the files for the application, in its transaction, and lets those read them who may read it. */
    void take(Collection<FileMaterial> materials, ReceiptNumber number) {
        var ids = new ArrayList<UUID>();
        materials.forEach(material -> ids.addAll(material.files()));
        var wanted = new LinkedHashSet<>(ids);
        if (files.use(wanted, ApplicationFileUse.PURPOSE, number.value()).size() < wanted.size()) {
            // Swept away since it was looked at: a file that waited for a day, in the moment in which it is named.
            throw new ProblemException(HttpStatus.CONFLICT, "changed-meanwhile");
        }
    }
}
