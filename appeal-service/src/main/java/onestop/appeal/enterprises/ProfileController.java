package onestop.appeal.enterprises;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.InstantSource;
import java.util.List;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import onestop.appeal.enterprises.Profiles.Figures;
import onestop.appeal.enterprises.Profiles.Profile;
import onestop.appeal.roles.AllowedToApplicants;
import onestop.appeal.roles.AllowedToEnterprisesAndReadersOfRecords;
import onestop.appeal.roles.AllowedToUnitsAndOffice;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an enterprise tells of its year, and the credit grade that the office enters. Both change which policies fit. */
@RestController
@RequestMapping("/api/appeal/enterprises/{usci}")
class ProfileController {
    private static final int OLDEST_YEARS = 5;

    private final EnterpriseSight sight;
    private final Profiles profiles;
    private final Answers answers;
    private final ApplicationEventPublisher listeners;
    private final InstantSource clock;

    ProfileController(
            EnterpriseSight sight,
            Profiles profiles,
            Answers answers,
            ApplicationEventPublisher listeners,
            InstantSource clock) {
        this.sight = sight;
        this.profiles = profiles;
        this.answers = answers;
        this.listeners = listeners;
        this.clock = clock;
    }

    @AllowedToEnterprisesAndReadersOfRecords
    @GetMapping("/profile")
    ResponseEntity<?> read(@PathVariable String usci, Caller caller) {
        return answers.of(sight.toRead(usci, caller), this::view);
    }

    @AllowedToApplicants
    @Transactional
    @PutMapping("/figures")
    public ResponseEntity<?> declare(@PathVariable String usci, @Valid @RequestBody FiguresBody body, Caller caller) {
        int thisYear = Shanghai.dayOf(clock.instant()).getYear();
        if (body.year() > thisYear || body.year() < thisYear - OLDEST_YEARS) {
            throw new InvalidFieldException("year", "year-range", thisYear - OLDEST_YEARS, thisYear);
        }
        var decided = switch (sight.toAct(usci, caller)) {
            case Done<Integer>(var serial)
            when profiles.storeFigures(serial, body.year(), body.figures(), caller.subject(), clock.instant()) ->
                new Done<>(serial);
            case Done<Integer> _ -> Refusal.conflict("later-figures-known").<Integer>declines();
            case Decision.Declined<Integer> declined -> declined;
        };
        return changed(decided);
    }

    @AllowedToUnitsAndOffice
    @Transactional
    @PutMapping("/credit")
    public ResponseEntity<?> grade(@PathVariable String usci, @Valid @RequestBody CreditBody body, Caller caller) {
        var found = sight.toRead(usci, caller);
        if (found instanceof Done<Integer>(var serial)) {
            profiles.storeCredit(serial, body.grade(), caller.subject(), clock.instant());
        }
        return changed(found);
    }

    private ResponseEntity<?> changed(Decision<Integer> decided) {
        return answers.of(decided, serial -> {
            listeners.publishEvent(new EnterprisesChanged(List.of(serial)));
            return view(serial);
        });
    }

    private ResponseEntity<Profile> view(int serial) {
        var profile = profiles.find(serial).orElse(Profile.NONE);
        return ResponseEntity.ok().eTag(Versions.etag(profile.version())).body(profile);
    }

    record FiguresBody(
            @NotNull Integer year,
            @Nullable @PositiveOrZero Long revenueYuan,
            @Nullable @PositiveOrZero Long taxYuan,
            @Nullable @PositiveOrZero Long researchYuan,
            @Nullable @PositiveOrZero Long exportYuan,
            @Nullable @PositiveOrZero Long employees) {
        Figures figures() {
            return new Figures(revenueYuan, taxYuan, researchYuan, exportYuan, employees);
        }
    }

    record CreditBody(@NotNull CreditGrade grade) {}
}
