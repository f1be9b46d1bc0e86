package onestop.appeal.clocks;

import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.web.Allowed;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the limits that appeals are measured against. */
@RestController
class TimeProfilesController {
    private final TimeProfiles profiles;
    private final InstantSource clock;

    TimeProfilesController(TimeProfiles profiles, InstantSource clock) {
        this.profiles = profiles;
        this.clock = clock;
    }

    @Allowed({Role.APPEAL_COORDINATOR, Role.UNIT_MANAGER, Role.AUDITOR})
    @GetMapping("/api/appeal/profiles")
    Page<ProfileView> profiles() {
        var inUse = profiles.codeInUseAt(clock.instant());
        return new Page<>(
                profiles.all().stream()
                        .map(profile -> ProfileView.of(profile, profile.code().equals(inUse)))
                        .toList(),
                null);
    }

    record ProfileView(
            String code,
            String nameZh,
            boolean inUse,
            List<ShiftView> serviceHours,
            List<LimitView> limits,
            ExtrasView extras) {
        static ProfileView of(TimeProfile profile, boolean inUse) {
            return new ProfileView(
                    profile.code(),
                    profile.nameZh(),
                    inUse,
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
                    extras.levels().redAfter(),
                    extras.levels().leaderAfter());
        }
    }
}
