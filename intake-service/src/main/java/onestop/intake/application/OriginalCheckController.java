package onestop.intake.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.CheckOriginals.Outcome;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.web.Versions;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The clerk's word that the originals were seen. */
@RestController
@RequestMapping("/api/intake/applications/{number}/original-check")
class OriginalCheckController {
    private final CheckOriginals checkOriginals;
    private final FileProblems problems;

    OriginalCheckController(CheckOriginals checkOriginals, FileProblems problems) {
        this.checkOriginals = checkOriginals;
        this.problems = problems;
    }

    record OriginalCheckBody(@NotEmpty @Size(max = 200) List<@NotBlank String> keys) {}

    record CheckedView(
            String receiptNumber, List<ApplicationView.MaterialView> materials, Ledger ledger, long version) {}

    @Allowed(Role.WINDOW)
    @PutMapping
    ResponseEntity<?> check(Caller caller, @PathVariable String number, @Valid @RequestBody OriginalCheckBody body) {
        var keys = Set.copyOf(body.keys());
        var clerk = new Actor(caller.subject(), Side.WINDOW, null, caller.unit());
        return switch (checkOriginals.check(new ReceiptNumber(number), clerk, keys)) {
            case Outcome.Checked(var file) ->
                ResponseEntity.ok()
                        .eTag(Versions.etag(file.version()))
                        .body(new CheckedView(
                                file.head().number().value(),
                                file.materials().stream()
                                        .filter(material -> keys.contains(material.key()))
                                        .map(ApplicationView.MaterialView::of)
                                        .toList(),
                                file.ledger(),
                                file.version()));
            case Outcome.Declined(var why) -> problems.reply(why);
        };
    }
}
