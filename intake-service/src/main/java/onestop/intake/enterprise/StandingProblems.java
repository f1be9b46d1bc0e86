package onestop.intake.enterprise;

import java.util.List;
import onestop.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Why somebody may not act for an enterprise, as problem documents: each reason has its own type. */
@Component
public class StandingProblems {
    /** Of hundreds of branches; the rest is found by looking at the power. */
    private static final int MOST_NAMED = 20;

    private final Problems problems;

    StandingProblems(Problems problems) {
        this.problems = problems;
    }

    public ResponseEntity<?> reply(String usci, Standing.Refused why) {
        return switch (why) {
            case Standing.NotTheirs() -> forbidden("not-your-enterprise", usci);
            case Standing.NoPower() -> forbidden("no-power-of-attorney", usci);
            case Standing.NotHelping() -> forbidden("not-helping", usci);
            case Standing.NotYet(var from) -> forbidden("power-of-attorney-not-yet", from);
            case Standing.Expired(var on) -> forbidden("power-of-attorney-expired", on);
            case Standing.Revoked(var at) -> forbidden("power-of-attorney-revoked", at);
            case Standing.TooNarrow(var items, var _)
            when !items.isEmpty() -> forbidden("power-of-attorney-too-narrow", items);
            case Standing.TooNarrow(var _, var subjects) ->
                forbidden("power-of-attorney-without-branches", first(subjects));
            case Standing.Barred(var barred, var until, var items) ->
                forbidden("enterprise-barred", barred, until, items);
        };
    }

    private static List<String> first(List<String> uscis) {
        return uscis.stream().limit(MOST_NAMED).toList();
    }

    private ResponseEntity<?> forbidden(String slug, Object... args) {
        return problems.reply(HttpStatus.FORBIDDEN, slug, args);
    }
}
