package onestop.appeal.reading;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.ClockAccounts;
import onestop.appeal.clocks.DueTime;
import onestop.appeal.clocks.LimitUnit;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clocks.TimeProfiles;
import onestop.appeal.reading.AppealView.AboutView;
import onestop.appeal.reading.AppealView.CallBackView;
import onestop.appeal.reading.AppealView.ClockView;
import onestop.appeal.reading.AppealView.ContactView;
import onestop.appeal.reading.AppealView.LimitView;
import onestop.appeal.reading.AppealView.RejectionView;
import onestop.appeal.reading.AppealView.ReplyView;
import onestop.appeal.reading.AppealView.StandardView;
import onestop.appeal.reading.AppealView.StepView;
import onestop.appeal.recusal.FileOfficers;
import onestop.appeal.revisions.Revisions;
import onestop.appeal.revisions.Revisions.Revision;
import onestop.appeal.standards.HandlingStandards;
import onestop.appeal.supervision.NextDue;
import onestop.appeal.supervision.Thresholds;
import onestop.appeal.words.AppealSource;
import onestop.appeal.words.StateName;
import onestop.appeal.words.Untold;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads one appeal for one reader. */
@Repository
public class AppealReader {
    private final JdbcClient jdbc;
    private final TimeProfiles profiles;
    private final ClockAccounts accounts;
    private final HandlingStandards standards;
    private final FileOfficers fileOfficers;
    private final AppealStatuses statuses;
    private final Revisions revisions;
    private final Calendars calendars;
    private final InstantSource clock;

    AppealReader(
            JdbcClient jdbc,
            TimeProfiles profiles,
            ClockAccounts accounts,
            HandlingStandards standards,
            FileOfficers fileOfficers,
            AppealStatuses statuses,
            Revisions revisions,
            Calendars calendars,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.profiles = profiles;
        this.accounts = accounts;
        this.standards = standards;
        this.fileOfficers = fileOfficers;
        this.statuses = statuses;
        this.revisions = revisions;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** Empty when there is none or the caller may not know of it. */
    public Optional<AppealView> read(UUID id, Caller caller) {
        var sight = Sight.of(caller);
        return find(id, sight).map(row -> view(row, sight, caller));
    }

    /**
     * How a caller stands to an appeal that they may know of.
     *
     * @param staff sees it from the office's side
     * @param unnamed who raised it has to stay unknown to them
     * @param reserved who raised it has to stay unknown to its unit
     * @param over nothing more happens to it
     * @param recused of the staff, and had a part in what it is about
     */
    public record Standing(boolean staff, boolean unnamed, boolean reserved, boolean over, boolean recused) {}

    /** Empty when there is none or the caller may not know of it. */
    public Optional<Standing> standing(UUID id, Caller caller) {
        var sight = Sight.of(caller);
        return find(id, sight).map(row -> {
            boolean staff = sight.asStaff(row) && !sight.own(row.submittedBy(), row.usci());
            return new Standing(
                    staff,
                    sight.unnamed(row),
                    row.unnamed(),
                    row.over(),
                    staff && statuses.concerns(row.id(), caller.subject()));
        });
    }

    Optional<AppealRow> find(UUID id, Sight sight) {
        return jdbc.sql("SELECT " + AppealRow.COLUMNS + " FROM appeal WHERE id = :id")
                .param("id", id)
                .query(AppealRow.class)
                .optional()
                .filter(sight::covers)
                .filter(row -> !concealed(row, sight));
    }

    /** Whoever had a part in its file is not told that a confidential or anonymous appeal exists. */
    private boolean concealed(AppealRow row, Sight sight) {
        return row.unnamed()
                && !row.submittedBy().equals(sight.reader())
                && !sight.own(row.submittedBy(), row.usci())
                && fileOfficers
                        .partOf(
                                sight.reader(),
                                row.aboutReceipt(),
                                row.aboutCase(),
                                row.aboutNegativeAnswer(),
                                row.aboutFeedback())
                        .isPresent();
    }

    private AppealView view(AppealRow row, Sight sight, Caller caller) {
        var steps = steps(row.id());
        boolean staff = sight.asStaff(row);
        boolean kept = sight.kept(row);
        boolean unnamed = sight.unnamed(row);
        // Whether the unit's words to one enterprise were words to this one too would tell whether they are the same.
        boolean together = kept && row.joinedTo() != null;
        var nextDueAt = AppealRow.instant(row.nextDueAt());
        var now = clock.instant();
        return new AppealView(
                row.id(),
                row.number(),
                row.appealKind(),
                row.blockedClass(),
                standards
                        .find(row.appealKind(), row.measure().blockedClass())
                        .map(standard -> new StandardView(standard.textZh(), standard.textEn()))
                        .orElse(null),
                AppealSource.valueOf(row.source()),
                row.stateName(),
                Status.of(row.stateName()),
                kept ? Objects.requireNonNullElse(row.unitTitle(), Untold.TITLE) : row.title(),
                kept ? Objects.requireNonNullElse(row.unitText(), Untold.TEXT) : row.body(),
                kept ? null : row.usci(),
                unnamed ? Untold.region(row.regionCode()) : row.regionCode(),
                unnamed ? aboutWithoutTheFile(row) : about(row),
                row.urgent(),
                row.anonymous(),
                row.confidential(),
                sight.all() && !row.anonymous() ? row.submittedBy() : null,
                !kept && mayCall(row, caller) ? contact(row) : null,
                row.unit(),
                staff ? row.proposedUnit() : null,
                row.jointUnitKeys(),
                staff && !kept ? row.joinedTo() : null,
                row.profile(),
                row.receivedAt().toInstant(),
                row.returns(),
                row.redone(),
                row.reopened(),
                row.extendedDays(),
                staff ? row.extensionAsked() : null,
                clocks(row, steps, now).stream()
                        .filter(one -> !(together && one.clock() == Clock.CONTACT))
                        .toList(),
                nextDueAt == null ? null : NextDue.of(Clock.valueOf(AppealRow.present(row.nextClock())), nextDueAt),
                Thresholds.at(
                                now,
                                calendars.current(),
                                profiles.timetable(row.profile())
                                        .profile()
                                        .extras()
                                        .levels())
                        .level(
                                nextDueAt,
                                // A finished appeal needs nobody's attention, whatever was found of it.
                                new Thresholds.Found(
                                        row.notAccepted(),
                                        row.redoFailed(),
                                        sight.all() && row.disciplineClue() && !row.over())),
                reply(steps),
                callBack(row),
                row.outcome(),
                row.stateName() == StateName.CLOSED ? row.stateSince().toInstant() : null,
                row.stateName() == StateName.CLOSED ? row.reason() : null,
                rejection(row),
                revised(row, steps),
                steps.stream()
                        .filter(step -> staff || !step.internal())
                        .filter(step -> sight.all() || !step.forTheOfficeOnly())
                        .filter(step -> !(together && step.step().equals("CONTACTED")))
                        .map(step -> step.view(staff, unnamed || row.anonymous(), kept, unnamed, sight.unit()))
                        .toList(),
                row.version());
    }

    /**
     * Whom to call is told to who raised the appeal, and unless they had a part in what it is about, to the coordinator and the officer
     * who signed for it.
     */
    private boolean mayCall(AppealRow row, Caller caller) {
        return row.submittedBy().equals(caller.subject())
                || (caller.is(Role.APPEAL_COORDINATOR) && !statuses.concerns(row.id(), caller.subject()))
                || (caller.is(Role.UNIT_MANAGER) && statuses.signedBy(row.id(), caller.subject()));
    }

    private List<ClockView> clocks(AppealRow row, List<Step> steps, Instant now) {
        var timetable = profiles.timetable(row.profile());
        var met = steps.stream().anyMatch(Step::changesLimits) ? accounts.of(row.id()) : List.<DueTime>of();
        var clocks = new ArrayList<ClockView>();
        for (var each : Clock.values()) {
            var dueAt = row.dueAt(each);
            var limit = row.account(each, met)
                    .map(DueTime::limit)
                    .or(() -> timetable.limit(each, row.measure(), row.extendedDays()))
                    .orElse(null);
            if (dueAt == null || limit == null) {
                continue;
            }
            var metAt = metAt(each, row, steps);
            var until = metAt != null
                    ? metAt
                    : row.stateName() == StateName.REJECTED ? row.stateSince().toInstant() : now;
            clocks.add(new ClockView(
                    each,
                    LimitView.of(limit),
                    dueAt.truncatedTo(ChronoUnit.SECONDS),
                    limit.unit().inDays() ? Shanghai.dayOf(dueAt) : null,
                    metAt,
                    until.isAfter(dueAt),
                    (limit.unit() == LimitUnit.WORKING_DAYS || limit.unit() == LimitUnit.SERVICE_MINUTES)
                            && calendars.current().provisional(Shanghai.dayOf(dueAt))));
        }
        return clocks;
    }

    private static @Nullable Instant metAt(Clock clock, AppealRow row, List<Step> steps) {
        return switch (clock) {
            case CONTACT -> AppealRow.instant(row.contactedAt());
            case OPINION -> AppealRow.instant(row.opinionAt());
            case SOLUTION -> AppealRow.instant(row.repliedAt());
            case REDO ->
                row.nextDueAt() != null || row.stateName() == StateName.REJECTED
                        ? null
                        : lastReply(steps).map(Step::at).orElse(null);
        };
    }

    private static Optional<Step> lastReply(List<Step> steps) {
        return steps.reversed().stream()
                .filter(step -> step.step().equals("REPLIED") || step.step().equals("ANSWERED_DIRECTLY"))
                .findFirst();
    }

    private static @Nullable ReplyView reply(List<Step> steps) {
        return lastReply(steps)
                .map(step -> new ReplyView(step.text(), step.at(), step.unit()))
                .orElse(null);
    }

    private static @Nullable AboutView about(AppealRow row) {
        return aboutOrNull(new AboutView(
                row.aboutReceipt(),
                row.aboutCase(),
                row.aboutRating(),
                row.itemCode(),
                row.aboutFeedback(),
                row.aboutUnit(),
                row.aboutNegativeAnswer()));
    }

    /** A file, a rating or a feedback would tell whose appeal it is. */
    private static @Nullable AboutView aboutWithoutTheFile(AppealRow row) {
        return aboutOrNull(new AboutView(null, null, null, row.itemCode(), null, row.aboutUnit(), null));
    }

    private static @Nullable AboutView aboutOrNull(AboutView about) {
        return about.equals(new AboutView(null, null, null, null, null, null, null)) ? null : about;
    }

    private static @Nullable ContactView contact(AppealRow row) {
        var phone = row.contactPhone();
        return phone == null ? null : new ContactView(row.contactName(), phone);
    }

    private static @Nullable CallBackView callBack(AppealRow row) {
        var reached = row.reached();
        return reached == null
                ? null
                : new CallBackView(
                        reached,
                        row.solved(),
                        row.satisfied(),
                        AppealRow.present(row.calledBackAt()).toInstant());
    }

    private List<Revision> revised(AppealRow row, List<Step> steps) {
        return steps.stream().anyMatch(step -> step.step().equals("REVISION_ASKED"))
                ? revisions.of(row.id())
                : List.of();
    }

    private static @Nullable RejectionView rejection(AppealRow row) {
        var ground = row.rejectionGround();
        return ground == null
                ? null
                : new RejectionView(
                        ground,
                        AppealRow.present(row.reason()),
                        AppealRow.present(row.competentBody()),
                        row.stateSince().toInstant());
    }

    /** Each extension of the limit for the answer, in order. */
    List<Extension> extensions(UUID id) {
        return steps(id).stream()
                .filter(step -> step.step().equals("EXTENDED"))
                .map(step -> new Extension(step.at(), step.days()))
                .toList();
    }

    record Extension(Instant at, @Nullable Integer days) {}

    private List<Step> steps(UUID id) {
        return jdbc.sql("""
                SELECT version, step, at, officer_id, unit, text, days FROM appeal_step
                 WHERE appeal_id = :id
                 ORDER BY version
                """)
                .param("id", id)
                .query((row, _) -> new Step(
                        row.getLong("version"),
                        row.getString("step"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("officer_id"),
                        row.getString("unit"),
                        row.getString("text"),
                        row.getObject("days", Integer.class)))
                .list();
    }

    private record Step(
            long version,
            String step,
            Instant at,
            String officerId,
            @Nullable String unit,
            @Nullable String text,
            @Nullable Integer days) {

        boolean internal() {
            return switch (step) {
                case "RETURNED",
                        "FILE_NAMED",
                        "CLASSIFIED",
                        "MADE_URGENT",
                        "MADE_ORDINARY",
                        "EXTENSION_ASKED",
                        "EXTENSION_REFUSED",
                        "COORDINATED",
                        "PART_GIVEN",
                        "COORDINATION_ENDED",
                        "CALL_BACK_MISSED",
                        "JOINED",
                        "SEPARATED",
                        "REVISION_ASKED",
                        "DISCIPLINE_CLUE" -> true;
                default -> false;
            };
        }

        boolean changesLimits() {
            return step.equals("CLASSIFIED") || step.equals("MADE_URGENT") || step.equals("MADE_ORDINARY");
        }

        /** The unit that the clue is about does not read it. */
        boolean forTheOfficeOnly() {
            return step.equals("DISCIPLINE_CLUE");
        }

        /**
         * What the office noted of its talks with who is not to be named, and why it hurried, was not written for the unit to read. Of
         * what a unit noted only that unit reads.
         */
        private boolean hidden(boolean kept, boolean unnamed, @Nullable String readersUnit) {
            return switch (step) {
                case "REOPENED", "MADE_URGENT", "MADE_ORDINARY", "CALL_BACK_MISSED", "CALLED_BACK" -> kept;
                case "CONTACTED" -> kept && !Objects.equals(unit, readersUnit);
                case "FILE_NAMED" -> unnamed;
                default -> false;
            };
        }

        private boolean byTheApplicant() {
            return step.equals("RECEIVED") || step.equals("REOPENED");
        }

        /**
         * Applicants read what was said to them, not what the office says to itself.
         *
         * @param nameless who raised the appeal is not told
         * @param kept nor are their words
         * @param unnamed nor the file
         * @param readersUnit the unit whose manager reads it
         */
        StepView view(boolean staff, boolean nameless, boolean kept, boolean unnamed, @Nullable String readersUnit) {
            boolean meantForApplicants = switch (step) {
                case "OPINION_GIVEN",
                        "STAGE_REPLIED",
                        "EXTENDED",
                        "ANSWERED_DIRECTLY",
                        "REPLIED",
                        "CLOSED",
                        "REOPENED",
                        "REJECTED" -> true;
                default -> false;
            };
            return new StepView(
                    version,
                    step,
                    at,
                    unit,
                    staff && !(nameless && byTheApplicant()) ? officerId : null,
                    (staff || meantForApplicants) && !hidden(kept, unnamed, readersUnit) ? text : null,
                    days);
        }
    }
}
