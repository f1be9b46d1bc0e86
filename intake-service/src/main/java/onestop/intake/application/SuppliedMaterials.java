package onestop.intake.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.application.ApplicationBody.MaterialBody;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.input.FieldErrors;
import onestop.intake.onfile.MaterialOnFile;
import onestop.intake.onfile.MaterialsOnFile;
import onestop.web.Caller;
import org.springframework.stereotype.Component;

/** Reads what the applicant's side sends for materials of a file that is there already. */
@Component
class SuppliedMaterials {
    private final MaterialsOnFile onFile;
    private final MaterialFiles materialFiles;

    SuppliedMaterials(MaterialsOnFile onFile, MaterialFiles materialFiles) {
        this.onFile = onFile;
        this.materialFiles = materialFiles;
    }

    /** @return the materials as they stand with what was sent; a field that is wrong is named in the problem */
    List<FileMaterial> of(Caller caller, ApplicationFile file, Actor as, List<MaterialBody> sent, Instant now) {
        var errors = new FieldErrors();
        if (as.as() == Actor.Side.HELPER) {
            MaterialReader.helperPromisesNothing(sent, errors);
        }
        var asked = file.materials().stream().collect(Collectors.toMap(FileMaterial::key, Function.identity()));
        var kept = sent.stream().anyMatch(MaterialBody::isReused)
                ? onFile.of(file.head().usci(), ServiceHours.dateOf(now))
                : Map.<String, MaterialOnFile>of();
        var supplied = MaterialReader.supplied(asked, sent, kept, materialFiles.of(caller, sent, errors), errors);
        errors.throwIfAny();
        return List.copyOf(supplied.values());
    }
}
