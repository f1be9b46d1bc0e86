package onestop.intake.application;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onestop.intake.application.FileMaterial.State;
import onestop.intake.application.FileState.Accepted;
import onestop.intake.application.FileState.AcceptedDeferred;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.FileState.Ended;
import onestop.intake.application.FileState.Waiting;
import onestop.intake.application.Rejection.AlreadyEnded;
import onestop.intake.application.Rejection.MaterialNotAskedFor;
import onestop.intake.application.Rejection.NothingToCheck;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.catalogue.Material.TrustLevel;
import onestop.intake.numbering.ReceiptNumber;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A clerk has compared what was handed in with the originals. That is no step of the file: it can come before acceptance
 * or after it, and what was checked once stays checked. Materials of an accepted file are kept for later ones.
 */
@Service
class CheckOriginals {
    private final ApplicationFiles files;
    private final KeepChecked keep;
    private final InstantSource clock;

    CheckOriginals(ApplicationFiles files, KeepChecked keep, InstantSource clock) {
        this.files = files;
        this.keep = keep;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Checked(ApplicationFile file) implements Outcome {}

        record Declined(Rejection why) implements Outcome {}
    }

    @Transactional
    Outcome check(ReceiptNumber number, Actor clerk, Set<String> keys) {
        var file = files.lock(number).orElse(null);
        if (file == null) {
            return new Outcome.Declined(new UnknownFile(number.value()));
        }
        var why = whyNot(file, keys);
        if (why.isPresent()) {
            return new Outcome.Declined(why.get());
        }
        var fresh = file.materials().stream()
                .filter(material -> keys.contains(material.key()) && material.check() == null)
                .map(FileMaterial::key)
                .toList();
        if (fresh.isEmpty()) {
            return new Outcome.Checked(file);
        }
        var now = clock.instant();
        files.markChecked(number, fresh, clerk.by(), clerk.unitOrUnknown(), now);
        var checked = files.find(number).orElseThrow();
        if (checked.acceptance() != null) {
            keepFresh(checked, fresh, now);
        }
        return new Outcome.Checked(checked);
    }

    private void keepFresh(ApplicationFile file, Collection<String> fresh, Instant now) {
        keep.keep(file, material -> fresh.contains(material.key()), List.of(), now);
    }

    private static Optional<Rejection> whyNot(ApplicationFile file, Set<String> keys) {
        return switch (file.state()) {
            case Ended ended -> Optional.of(new AlreadyEnded(FileStatus.of(ended), ended.at()));
            case Waiting _, CorrectionRequested _, Accepted _, AcceptedDeferred _ -> whyNotTheseKeys(file, keys);
        };
    }

    private static Optional<Rejection> whyNotTheseKeys(ApplicationFile file, Set<String> keys) {
        for (var key : keys) {
            var material = file.materials().stream()
                    .filter(each -> each.key().equals(key))
                    .findFirst()
                    .orElse(null);
            if (material == null) {
                return Optional.of(new MaterialNotAskedFor(key));
            }
            // Level D is the applicant's own word: there is no original.
            if (material.state() != State.HANDED_IN || material.trustLevel() == TrustLevel.D) {
                return Optional.of(new NothingToCheck(key));
            }
        }
        return Optional.empty();
    }
}
