package onestop.intake.application;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.FileAccess.Access;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.enterprise.Representation;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Who did what to a file, and in whose name: an agent's act shows the power it was done under and who gave it. */
@RestController
class FileHistoryController {
    private static final int MOST_ACTS = 500;

    private final ApplicationFiles files;
    private final FileAccess access;
    private final FileProblems problems;
    private final Representation representation;
    private final JdbcClient jdbc;

    FileHistoryController(
            ApplicationFiles files,
            FileAccess access,
            FileProblems problems,
            Representation representation,
            JdbcClient jdbc) {
        this.files = files;
        this.access = access;
        this.problems = problems;
        this.representation = representation;
        this.jdbc = jdbc;
    }

    /**
     * @param principalUsci whose power the agent acted under; the parent's, perhaps, in a branch's file
     */
    record ActView(
            long version,
            String act,
            Instant at,
            String by,
            Side actingAs,
            @Nullable UUID powerOfAttorney,
            @Nullable String principalUsci) {

        ActView under(Map<UUID, String> principals) {
            return powerOfAttorney == null
                    ? this
                    : new ActView(version, act, at, by, actingAs, powerOfAttorney, principals.get(powerOfAttorney));
        }
    }

    record HistoryView(String receiptNumber, List<ActView> acts) {}

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.ISSUER})
    @GetMapping("/api/intake/applications/{number}/history")
    ResponseEntity<?> history(Caller caller, @PathVariable String number) {
        var file = files.find(new ReceiptNumber(number)).orElse(null);
        if (file == null) {
            return problems.reply(new UnknownFile(number));
        }
        return switch (access.reading(caller, file)) {
            case Access.Granted _ -> ResponseEntity.ok(new HistoryView(number, acts(number)));
            case Access.Refused(var why) ->
                problems.reply(new NoStanding(file.head().usci(), why));
            case Access.Hidden() -> problems.reply(new UnknownFile(number));
        };
    }

    private List<ActView> acts(String number) {
        var acts = jdbc.sql("""
                SELECT version, act, at, by, acting_as, power_of_attorney_id
                  FROM application_history
                 WHERE receipt_number = :number
                 ORDER BY version
                 LIMIT :most
                """)
                .param("number", number)
                .param("most", MOST_ACTS)
                .query((row, _) -> new ActView(
                        row.getLong("version"),
                        row.getString("act"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by"),
                        Side.valueOf(row.getString("acting_as")),
                        row.getObject("power_of_attorney_id", UUID.class),
                        null))
                .list();
        var principals = representation.principals(acts.stream()
                .map(ActView::powerOfAttorney)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return acts.stream().map(act -> act.under(principals)).toList();
    }
}
