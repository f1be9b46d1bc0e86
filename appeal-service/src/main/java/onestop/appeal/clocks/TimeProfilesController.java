package onestop.appeal.clocks;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import onestop.appeal.roles.AllowedToReadersOfRecords;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows the limits that appeals are measured against, and sets which of them new appeals start with. */
@RestController
class TimeProfilesController {
    private final TimeProfiles profiles;
    private final Problems problems;
    private final InstantSource clock;

    TimeProfilesController(TimeProfiles profiles, Problems problems, InstantSource clock) {
        this.profiles = profiles;
        this.problems = problems;
        this.clock = clock;
    }

    @AllowedToReadersOfRecords
    @GetMapping("/api/appeal/profiles")
    Page<ProfileView> profiles() {
        var now = clock.instant();
        var inUse = profiles.codeInUseAt(now);
        var planned = profiles.planned(now);
        return new Page<>(
                profiles.all().stream()
                        .map(profile ->
                                ProfileView.of(profile, profile.code().equals(inUse), planned.get(profile.code())))
                        .toList(),
                null);
    }

    /** Appeals that have started keep theirs; nothing is set for the past. */
    @Allowed(Role.OPS)
    @PutMapping("/api/appeal/profiles/in-use")
    ResponseEntity<?> use(@Valid @RequestBody InUseBody body, Caller caller) {
        var codes = profiles.codes();
        if (!codes.contains(body.profile())) {
            throw new InvalidFieldException("profile", "one-of", codes);
        }
        var now = clock.instant();
        var since = body.since().toInstant();
        if (!since.isAfter(now)) {
            throw new InvalidFieldException("since", "in-the-future");
        }
        var holds = profiles.use(body.profile(), since, caller.subject(), now);
        return holds.equals(body.profile())
                ? ResponseEntity.ok(new InUseView(holds, since))
                : problems.reply(HttpStatus.CONFLICT, "another-profile-set", holds, since);
    }

    record InUseBody(
            @NotNull @Size(max = 50) String profile,
            @NotNull OffsetDateTime since) {}

    record InUseView(String profile, Instant since) {}

    /** @param inUseFrom when it comes into use, if that is set */
    record ProfileView(
            String code,
            String nameZh,
            boolean inUse,
            @Nullable Instant inUseFrom,
            List<ShiftView> serviceHours,
            List<LimitView> limits,
            ExtrasView extras) {
        static ProfileView of(TimeProfile profile, boolean inUse, @Nullable Instant inUseFrom) {
            return new ProfileView(
                    profile.code(),
                    profile.nameZh(),
                    inUse,
                    inUseFrom,
                    profile.serviceHours().shifts().stream()
                            .map(shift -> new ShiftView(shift.opens(), shift.closes()))
                            .toList(),
                    profile.rules().stream()
                            .map(rule -> new LimitView(
                                    rule.clock(),
                                    rule.kind(),
                                    rule.urgent(),
                                    rule.blockedClass(),
                                    rule.limit().amount(),
                                    rule.limit().unit()))
                            .toList(),
                    ExtrasView.of(profile));
        }
    }

    record ShiftView(LocalTime opens, LocalTime closes) {}

    record LimitView(
            Clock clock,
            @Nullable AppealKind kind,
            boolean urgent,
            @Nullable BlockedClass blockedClass,
            int amount,
            LimitUnit unit) {}

    record ExtrasView(
            int redoWorkingDaysAtLeast,
            int returnWorkingDays,
            int returnsAtMost,
            int callBackAttempts,
            long callBackGapMinutes,
            int extensionDays,
            int extensionsAtMost,
            @Nullable Integer complexDays,
            int reopenWorkingDays,
            int remindWorkingDays,
            int yellowWorkingDaysAhead,
            int redWorkingDays,
            int leaderWorkingDays) {
        static ExtrasView of(TimeProfile profile) {
            var extras = profile.extras();
            return new ExtrasView(
                    profile.redoWorkingDaysAtLeast(),
                    profile.returnWorkingDays(),
                    profile.returnsAtMost(),
                    profile.callBackAttempts(),
                    profile.callBackGap().toMinutes(),
                    extras.extensionDays(),
                    extras.extensionsAtMost(),
                    extras.complexDays(),
                    extras.reopenWorkingDays(),
                    extras.levels().remindAhead(),
                    extras.levels().yellowAhead(),
                    extras.levels().redAfter(),
                    extras.levels().leaderAfter());
        }
    }
}
