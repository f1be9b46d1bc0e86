package onestop.appeal.appeals;

import onestop.appeal.appeals.AppealEvent.AppealCalledBack;
import onestop.appeal.appeals.AppealEvent.AppealClosed;
import onestop.appeal.appeals.AppealEvent.AppealDispatched;
import onestop.appeal.appeals.AppealEvent.AppealReceived;
import onestop.appeal.appeals.AppealEvent.AppealRejected;
import onestop.appeal.appeals.AppealEvent.AppealReplied;
import onestop.appeal.appeals.AppealEvent.AppealReturned;
import onestop.appeal.appeals.AppealEvent.AppealSigned;
import onestop.appeal.appeals.AppealEvent.ApplicantContacted;
import onestop.appeal.appeals.AppealEvent.CallBackMissed;
import onestop.appeal.appeals.AppealEvent.OpinionGiven;
import onestop.appeal.appeals.AppealEvent.RedoOrdered;
import onestop.appeal.units.UnitKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The history of appeals: one row for each version that a command made, never changed. */
@Repository
class AppealSteps {
    private final JdbcClient jdbc;

    AppealSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void append(Appeal after, AppealEvent event) {
        var row = row(event);
        jdbc.sql("""
                INSERT INTO appeal_step (appeal_id, version, step, at, officer_id, unit, proposed_unit, text)
                VALUES (:appealId, :version, :step, :at, :officerId, :unit, :proposedUnit, :text)
                """)
                .param("appealId", after.id().value())
                .param("version", after.version())
                .param("step", row.step())
                .param("at", Appeals.utc(event.at()))
                .param("officerId", event.by().value())
                .param("unit", row.unit() == null ? null : row.unit().value())
                .param(
                        "proposedUnit",
                        row.proposedUnit() == null ? null : row.proposedUnit().value())
                .param("text", row.text())
                .update();
    }

    private record StepRow(
            String step,
            @Nullable UnitKey unit,
            @Nullable UnitKey proposedUnit,
            @Nullable String text) {
        StepRow(String step, UnitKey unit, @Nullable String text) {
            this(step, unit, null, text);
        }
    }

    private static StepRow row(AppealEvent event) {
        return switch (event) {
            case AppealReceived _ -> new StepRow("RECEIVED", null, null, null);
            case AppealDispatched e -> new StepRow("DISPATCHED", e.unit(), e.note());
            case AppealSigned e -> new StepRow("SIGNED", e.unit(), null);
            case AppealReturned e -> new StepRow("RETURNED", e.unit(), e.proposedUnit(), e.legalReason());
            case ApplicantContacted e -> new StepRow("CONTACTED", e.unit(), e.note());
            case OpinionGiven e -> new StepRow("OPINION_GIVEN", e.unit(), e.text());
            case AppealReplied e -> new StepRow("REPLIED", e.unit(), e.text());
            case CallBackMissed e -> new StepRow("CALL_BACK_MISSED", e.unit(), e.note());
            case AppealCalledBack e -> new StepRow("CALLED_BACK", e.unit(), e.note());
            case RedoOrdered e -> new StepRow("REDO_ORDERED", e.unit(), e.reason());
            case AppealClosed e -> new StepRow("CLOSED", e.unit(), e.reason());
            case AppealRejected e -> new StepRow("REJECTED", null, null, e.reason());
        };
    }
}
