package onestop.intake.application;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import onestop.intake.application.FileMaterial.State;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.catalogue.Material.TrustLevel;
import onestop.intake.catalogue.ServiceItem;
import onestop.intake.onfile.CheckedMaterial;
import onestop.intake.onfile.MaterialsOnFile;
import org.springframework.stereotype.Component;

/** What need not be handed in again after a file: materials of level B, and of level C once the original was seen. */
@Component
class KeepChecked {
    private final MaterialsOnFile onFile;
    private final Catalogues catalogues;

    KeepChecked(MaterialsOnFile onFile, Catalogues catalogues) {
        this.onFile = onFile;
        this.catalogues = catalogues;
    }

    /**
     * Keys of what the applicant relied on and that has left the store since the file was received: revoked, or outdated by
     * another file's result. What only came to the end of its validity meanwhile was in force when it counted.
     */
    List<String> gone(ApplicationFile file) {
        var reused = file.materials().stream()
                .filter(material -> material.state() == State.ON_FILE)
                .map(FileMaterial::key)
                .toList();
        if (reused.isEmpty()) {
            return List.of();
        }
        var head = file.head();
        var inForce =
                onFile.of(head.usci(), ServiceHours.dateOf(head.receivedAt())).keySet();
        return reused.stream().filter(key -> !inForce.contains(key)).toList();
    }

    /** After acceptance: older copies of what this file will produce must not be used again. */
    void afterAcceptance(ApplicationFile file, Instant now) {
        keep(file, _ -> true, produced(file), now);
    }

    void keep(ApplicationFile file, Predicate<FileMaterial> which, Collection<String> outdated, Instant now) {
        var acceptance = file.acceptance();
        if (acceptance == null) {
            throw new IllegalStateException("only materials of an accepted file are kept");
        }
        var replaced = new HashSet<>(produced(file));
        var checked = file.materials().stream()
                .filter(which)
                .filter(material -> material.state() == State.HANDED_IN && material.trust() == TrustLevel.B)
                .filter(material -> !replaced.contains(material.key()))
                .map(material -> {
                    var check = material.check();
                    return new CheckedMaterial(
                            material.key(),
                            material.nameZh(),
                            material.nameEn(),
                            check == null ? acceptance.unit() : check.unit(),
                            check == null ? now : check.at(),
                            material.files());
                })
                .toList();
        onFile.keep(file.head().usci(), file.head().number().value(), checked, outdated, now);
    }

    /** As the items were when the file was handed in. */
    private Collection<String> produced(ApplicationFile file) {
        return file.head().content().items().stream()
                .flatMap(item -> produced(item).stream())
                .distinct()
                .toList();
    }

    private List<String> produced(FileItem item) {
        var kept = item.produces();
        return kept != null
                ? kept
                : catalogues
                        .current()
                        .item(item.code())
                        .map(ServiceItem::produces)
                        .orElse(List.of());
    }
}
