package onestop.appeal.appeals;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.appeal.appeals.AppealEvent.AnsweredByOffice;
import onestop.appeal.appeals.AppealEvent.AppealCalledBack;
import onestop.appeal.appeals.AppealEvent.AppealClassified;
import onestop.appeal.appeals.AppealEvent.AppealClosed;
import onestop.appeal.appeals.AppealEvent.AppealDispatched;
import onestop.appeal.appeals.AppealEvent.AppealJoined;
import onestop.appeal.appeals.AppealEvent.AppealReceived;
import onestop.appeal.appeals.AppealEvent.AppealRejected;
import onestop.appeal.appeals.AppealEvent.AppealReopened;
import onestop.appeal.appeals.AppealEvent.AppealReplied;
import onestop.appeal.appeals.AppealEvent.AppealReturned;
import onestop.appeal.appeals.AppealEvent.AppealSeparated;
import onestop.appeal.appeals.AppealEvent.AppealSigned;
import onestop.appeal.appeals.AppealEvent.ApplicantContacted;
import onestop.appeal.appeals.AppealEvent.CallBackMissed;
import onestop.appeal.appeals.AppealEvent.DisciplineClueNoted;
import onestop.appeal.appeals.AppealEvent.ExtensionAsked;
import onestop.appeal.appeals.AppealEvent.ExtensionRefused;
import onestop.appeal.appeals.AppealEvent.FileNamed;
import onestop.appeal.appeals.AppealEvent.JointHandlingEnded;
import onestop.appeal.appeals.AppealEvent.JointHandlingOrdered;
import onestop.appeal.appeals.AppealEvent.LimitExtended;
import onestop.appeal.appeals.AppealEvent.OpinionGiven;
import onestop.appeal.appeals.AppealEvent.PartGiven;
import onestop.appeal.appeals.AppealEvent.RedoOrdered;
import onestop.appeal.appeals.AppealEvent.RevisionAsked;
import onestop.appeal.appeals.AppealEvent.StageReplied;
import onestop.appeal.appeals.AppealEvent.UrgencyChanged;
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
                INSERT INTO appeal_step (appeal_id, version, step, at, officer_id, unit, proposed_unit, text, days)
                VALUES (:appealId, :version, :step, :at, :officerId, :unit, :proposedUnit, :text, :days)
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
                .param("days", row.days())
                .update();
    }

    private record StepRow(
            String step,
            @Nullable UnitKey unit,
            @Nullable UnitKey proposedUnit,
            @Nullable String text,
            @Nullable Integer days) {
        StepRow(String step, @Nullable UnitKey unit, @Nullable String text) {
            this(step, unit, null, text, null);
        }
    }

    private static StepRow row(AppealEvent event) {
        return switch (event) {
            case AppealReceived _ -> new StepRow("RECEIVED", null, null);
            case AppealClassified e ->
                new StepRow(
                        "CLASSIFIED",
                        null,
                        Stream.of(e.kind(), e.blockedClass(), e.itemCode())
                                .flatMap(Stream::ofNullable)
                                .map(Object::toString)
                                .collect(Collectors.joining(" ")));
            case FileNamed e ->
                new StepRow(
                        "FILE_NAMED",
                        null,
                        e.file() + (e.before().equals(About.NOTHING.file()) ? "" : " ← " + e.before()));
            case UrgencyChanged e -> new StepRow(e.urgent() ? "MADE_URGENT" : "MADE_ORDINARY", null, e.reason());
            case AnsweredByOffice e -> new StepRow("ANSWERED_DIRECTLY", e.unit(), e.text());
            case AppealDispatched e -> new StepRow("DISPATCHED", e.unit(), e.note());
            case AppealSigned e -> new StepRow("SIGNED", e.unit(), null);
            case AppealReturned e -> new StepRow("RETURNED", e.unit(), e.proposedUnit(), e.legalReason(), null);
            case ApplicantContacted e -> new StepRow("CONTACTED", e.unit(), e.note());
            case OpinionGiven e -> new StepRow("OPINION_GIVEN", e.unit(), e.text());
            case StageReplied e -> new StepRow("STAGE_REPLIED", e.unit(), e.text());
            case ExtensionAsked e -> new StepRow("EXTENSION_ASKED", e.unit(), null, e.reason(), e.days());
            case LimitExtended e -> new StepRow("EXTENDED", e.unit(), null, e.note(), e.days());
            case ExtensionRefused e -> new StepRow("EXTENSION_REFUSED", e.unit(), e.reason());
            case JointHandlingOrdered e ->
                new StepRow(
                        "COORDINATED",
                        e.unit(),
                        e.others().stream().map(UnitKey::value).sorted().collect(Collectors.joining(", ")) + ": "
                                + e.task());
            case PartGiven e -> new StepRow("PART_GIVEN", e.unit(), e.text());
            case JointHandlingEnded e -> new StepRow("COORDINATION_ENDED", e.unit(), e.reason());
            case AppealReplied e -> new StepRow("REPLIED", e.unit(), e.text());
            case CallBackMissed e -> new StepRow("CALL_BACK_MISSED", e.unit(), e.note());
            case AppealCalledBack e -> new StepRow("CALLED_BACK", e.unit(), e.note());
            case RedoOrdered e -> new StepRow("REDO_ORDERED", e.unit(), e.reason());
            case AppealClosed e -> new StepRow("CLOSED", e.unit(), e.reason());
            case AppealJoined _ -> new StepRow("JOINED", null, null);
            case AppealSeparated _ -> new StepRow("SEPARATED", null, null);
            case RevisionAsked e -> new StepRow("REVISION_ASKED", e.unit(), e.reason());
            case DisciplineClueNoted e -> new StepRow("DISCIPLINE_CLUE", e.unit(), e.reason());
            case AppealReopened e -> new StepRow("REOPENED", e.unit(), e.reason());
            case AppealRejected e -> new StepRow("REJECTED", e.unit(), e.reason());
        };
    }
}
