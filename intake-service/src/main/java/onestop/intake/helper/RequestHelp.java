package onestop.intake.helper;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.enterprise.Enterprises;
import onestop.intake.enterprise.Representation;
import onestop.intake.enterprise.Standing;
import onestop.intake.helper.HelpRequest.Act;
import onestop.intake.helper.HelpRequest.Actor;
import onestop.intake.helper.HelpRequest.Content;
import onestop.intake.helper.HelpRequest.Entry;
import onestop.intake.helper.HelpRequest.Note;
import onestop.intake.helper.HelpRequest.Side;
import onestop.intake.input.FieldErrors;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a request for help in and finds a helper for it. */
@Service
class RequestHelp {
    private final HelpRequests requests;
    private final Helpers helpers;
    private final Enterprises enterprises;
    private final Representation representation;
    private final Catalogues catalogues;
    private final InstantSource clock;

    RequestHelp(
            HelpRequests requests,
            Helpers helpers,
            Enterprises enterprises,
            Representation representation,
            Catalogues catalogues,
            InstantSource clock) {
        this.requests = requests;
        this.helpers = helpers;
        this.enterprises = enterprises;
        this.representation = representation;
        this.catalogues = catalogues;
        this.clock = clock;
    }

    /**
     * What help is asked for.
     *
     * @param regionCode where, if elsewhere than the enterprise itself
     * @param helper whom staff name; otherwise the one with the least in hand
     */
    record HelpBody(
            @NotNull HelpMode mode,
            @NotBlank String enterpriseUsci,
            @Pattern(regexp = "[0-9]{12}") @Nullable String regionCode,
            @Size(max = 50) @Nullable List<@NotBlank String> itemCodes,
            @Size(max = 60) @Nullable String projectNumber,
            @NotBlank @Size(max = 1_000) String matter,
            @Size(max = 100) @Nullable String helper) {}

    sealed interface Outcome {
        record Taken(HelpRequest request) implements Outcome {}

        record NotAllowed(String usci, Standing.Refused why) implements Outcome {}

        record NotRegistered(String usci) implements Outcome {}
    }

    @Transactional(propagation = Propagation.MANDATORY)
    Outcome request(Caller caller, HelpBody body) {
        var now = clock.instant();
        var errors = new FieldErrors();
        var code = errors.usci("enterpriseUsci", body.enterpriseUsci());
        var items = items(body, errors);
        var project = body.projectNumber() == null || body.projectNumber().isBlank()
                ? null
                : body.projectNumber().strip();
        if (items.isEmpty() && (project == null || body.mode() == HelpMode.ACT_FOR)) {
            errors.add("itemCodes", body.mode() == HelpMode.ACT_FOR ? "items-to-act-for" : "items-or-project");
        }
        boolean staff = caller.isAny(Role.WINDOW, Role.HELPER);
        if (body.helper() != null && !staff) {
            errors.add("helper", "staff-names-helpers");
        }
        errors.throwIfAny();
        var usci = Objects.requireNonNull(code);
        var standing = representation.atCounter(caller, usci, items, List.of(usci));
        if (standing instanceof Standing.Refused why) {
            return new Outcome.NotAllowed(usci, why);
        }
        var enterprise = enterprises.find(usci).orElse(null);
        if (enterprise == null) {
            return new Outcome.NotRegistered(usci);
        }
        var region = body.regionCode() == null ? enterprise.regionCode() : body.regionCode();
        helpers.lockWhoHasWhat();
        var helper = helper(body.helper(), region, errors);
        errors.throwIfAny();
        var actor = new Actor(caller.subject(), side(standing));
        var request = HelpRequest.requested(
                requests.nextNumber(ServiceHours.dateOf(now)),
                new Content(
                        body.mode(), usci, region, items, project, body.matter().strip(), actor, now),
                helper);
        requests.insert(request, new Entry(Act.REQUESTED, now, actor, Note.NONE, List.of()));
        return new Outcome.Taken(request);
    }

    private List<String> items(HelpBody body, FieldErrors errors) {
        var items = body.itemCodes() == null ? List.<String>of() : body.itemCodes();
        for (int i = 0; i < items.size(); i++) {
            if (catalogues.current().item(items.get(i)).isEmpty()) {
                errors.add("itemCodes[" + i + "]", "unknown-item", items.get(i));
            }
        }
        return items.stream().distinct().toList();
    }

    private @Nullable String helper(@Nullable String named, String region, FieldErrors errors) {
        if (named == null) {
            return helpers.leastBusy(region).orElse(null);
        }
        mustServe(helpers, named, region, "helper", errors);
        return named;
    }

    /** Whoever is named has to be there and to serve the place. */
    static void mustServe(Helpers helpers, String named, String region, String field, FieldErrors errors) {
        if (helpers.find(named).filter(helper -> helper.serves(region)).isEmpty()) {
            errors.add(field, "no-helper-there", named, region);
        }
    }

    private static Side side(Standing standing) {
        return switch (standing) {
            case Standing.Own _ -> Side.APPLICANT;
            case Standing.Agent _ -> Side.AGENT;
            case Standing.Helper _ -> Side.HELPER;
            case Standing.Clerk _ -> Side.WINDOW;
            case Standing.Refused _ -> throw new IllegalArgumentException("a refused standing acts for nobody");
        };
    }
}
