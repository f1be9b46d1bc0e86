package onestop.appeal.appeals;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the unit does that an appeal was dispatched to. */
@RestController
@RequestMapping("/api/appeal/appeals/{id}")
class UnitCommandsController {
    private final AppealCommands commands;
    private final KnownUnits units;

    UnitCommandsController(AppealCommands commands, KnownUnits units) {
        this.commands = commands;
        this.units = units;
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/signature")
    ResponseEntity<?> sign(@PathVariable UUID id, Caller caller) {
        return commands.sign(id, caller);
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/return")
    ResponseEntity<?> giveBack(@PathVariable UUID id, @Valid @RequestBody ReturnBody body, Caller caller) {
        var reason = body.legalReason().strip();
        var proposed = units.require("proposedUnit", body.proposedUnit());
        return commands.asUnit(
                id,
                caller,
                (appeal, handler, timetable, now) -> appeal.giveBack(handler, reason, proposed, timetable, now));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/contact")
    ResponseEntity<?> recordContact(@PathVariable UUID id, @Valid @RequestBody NoteBody body, Caller caller) {
        var note = body.note().strip();
        return commands.asUnit(id, caller, (appeal, handler, _, now) -> appeal.recordContact(handler, note, now));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/opinion")
    ResponseEntity<?> giveOpinion(@PathVariable UUID id, @Valid @RequestBody TextBody body, Caller caller) {
        return commands.asUnit(
                id, caller, (appeal, handler, _, now) -> appeal.giveOpinion(handler, body.stripped(), now));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/reply")
    ResponseEntity<?> reply(@PathVariable UUID id, @Valid @RequestBody TextBody body, Caller caller) {
        return commands.asUnit(id, caller, (appeal, handler, _, now) -> appeal.reply(handler, body.stripped(), now));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/stage-reply")
    ResponseEntity<?> replyOnStage(@PathVariable UUID id, @Valid @RequestBody TextBody body, Caller caller) {
        return commands.asUnit(
                id, caller, (appeal, handler, _, now) -> appeal.replyOnStage(handler, body.stripped(), now));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/extension-request")
    ResponseEntity<?> askExtension(@PathVariable UUID id, @Valid @RequestBody ExtensionBody body, Caller caller) {
        var reason = body.reason().strip();
        return commands.asUnit(
                id,
                caller,
                (appeal, handler, timetable, now) -> appeal.askExtension(handler, body.days(), reason, timetable, now));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/part")
    ResponseEntity<?> givePart(@PathVariable UUID id, @Valid @RequestBody TextBody body, Caller caller) {
        return commands.asUnit(id, caller, (appeal, handler, _, now) -> appeal.givePart(handler, body.stripped(), now));
    }

    record ReturnBody(
            @NotBlank @Size(max = 1000) String legalReason,
            @NotNull String proposedUnit) {}

    record ExtensionBody(
            @NotNull @Min(1) @Max(60) Integer days,
            @NotBlank @Size(max = 1000) String reason) {}

    record NoteBody(@NotBlank @Size(max = 500) String note) {}
}
