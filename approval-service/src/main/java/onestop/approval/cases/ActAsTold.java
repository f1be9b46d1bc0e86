package onestop.approval.cases;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import onestop.approval.cases.CaseCommand.AskHearing;
import onestop.approval.cases.CaseCommand.AskOpinions;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.End;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.CaseCommand.Extend;
import onestop.approval.cases.CaseCommand.GiveOpinion;
import onestop.approval.cases.CaseCommand.HoldHearing;
import onestop.approval.cases.CaseCommand.PlanHearing;
import onestop.approval.cases.CaseCommand.RecordVisit;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.Review;
import onestop.approval.cases.CaseCommand.SendBack;
import onestop.approval.cases.CaseCommand.SignVisit;
import onestop.approval.cases.CaseCommand.Suspend;
import onestop.approval.cases.CaseCommand.WaiveHearing;
import onestop.approval.cases.CaseCommand.WithdrawRequest;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.cases.Verdict.Refuse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Does what a partner system told, as if its officer sat at a desk here. */
@Service
public class ActAsTold {
    private static final int MOST_DAYS_FOR_OPINIONS = 45;

    /** Of the reason of an extension and of a question, which others read in a list. */
    private static final int MOST_CHARACTERS = 2_000;

    private final ActOnCases cases;
    private final CaseProblems problems;

    ActAsTold(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    /**
     * What became of it.
     *
     * @param status and {@code version} of the case after an act that was done
     * @param problem the type of the problem when it was declined
     */
    public record Answer(
            boolean done,
            @Nullable String status,
            @Nullable Long version,
            @Nullable String problem,
            @Nullable String detail) {}

    /** A field of the act that is missing or makes no sense; its name. */
    public static Optional<String> incomplete(ToldAct act) {
        return Optional.ofNullable(
                switch (act.kind()) {
                    case RECORD_VISIT ->
                        act.visitedOn() == null
                                ? "visitedOn"
                                : blank(act.place()) ? "place" : blank(act.text()) ? "text" : null;
                    case EXAMINE, REVIEW, REFUSE -> blank(act.text()) ? "text" : null;
                    case SEND_BACK ->
                        act.to() == null || act.to() == CaseStep.DECISION ? "to" : blank(act.text()) ? "text" : null;
                    case SUSPEND ->
                        kind(act).isEmpty()
                                ? "suspension"
                                : act.expectedWorkingDays() == null
                                        ? "expectedWorkingDays"
                                        : blank(act.text()) ? "text" : wrongDefects(act) ? "defects" : null;
                    case REPEAT_CORRECTION ->
                        act.expectedWorkingDays() == null
                                ? "expectedWorkingDays"
                                : blank(act.text())
                                        ? "text"
                                        : act.beside().defects().isEmpty() || anyFaultUnknown(act)
                                                ? "defects"
                                                : blank(act.beside().supervisorReason()) ? "supervisorReason" : null;
                    case ANSWER_LIGHT ->
                        act.beside().light() == null ? "light" : blankOrLong(act.text()) ? "text" : null;
                    case GRANT, RESUME, SIGN_VISIT -> null;
                    case END, EXTEND, ASK_HEARING, PLAN_HEARING, HOLD_HEARING, WAIVE_HEARING -> wrongBeside(act);
                    case ASK_OPINIONS, WITHDRAW_REQUEST, GIVE_OPINION -> wrongAboutOpinions(act);
                });
    }

    /** One notice names all that has to be corrected; other suspensions have nothing of the sort. */
    private static boolean wrongDefects(ToldAct act) {
        var defects = act.beside().defects();
        return kind(act).filter(SuspensionKind.CORRECTION::equals).isPresent() == defects.isEmpty()
                || anyFaultUnknown(act);
    }

    private static boolean anyFaultUnknown(ToldAct act) {
        return act.beside().defects().stream()
                .anyMatch(one -> named(Defect.Fault.class, one.fault()).isEmpty());
    }

    private static @Nullable String wrongBeside(ToldAct act) {
        var told = act.beside();
        return switch (act.kind()) {
            case END -> named(EndKind.class, told.ending()).isEmpty() ? "ending" : blank(act.text()) ? "text" : null;
            case EXTEND -> wrongExtension(act, told);
            case ASK_HEARING -> told.on() == null ? "on" : null;
            case PLAN_HEARING ->
                told.on() == null ? "on" : blank(act.place()) ? "place" : blank(told.chair()) ? "chair" : null;
            case HOLD_HEARING -> told.on() == null ? "on" : blank(act.text()) ? "text" : null;
            default -> blank(act.text()) ? "text" : null;
        };
    }

    /** The head of the body approves himself; what the head of the government approved is told with its number. */
    private static @Nullable String wrongExtension(ToldAct act, ToldAct.Beside told) {
        var rank = named(ExtensionRank.class, told.rank()).orElse(null);
        if (rank == null) {
            return "rank";
        }
        var days = told.workingDays();
        if (days == null || days < 1 || days > rank.mostWorkingDays()) {
            return "workingDays";
        }
        if ((rank == ExtensionRank.HEAD_OF_GOVERNMENT) == blank(told.approval())) {
            return "approval";
        }
        return blankOrLong(act.text()) ? "text" : null;
    }

    private static @Nullable String wrongAboutOpinions(ToldAct act) {
        var told = act.beside();
        if (act.kind() != ToldAct.Kind.ASK_OPINIONS) {
            return told.request() == null
                    ? "request"
                    : act.kind() == ToldAct.Kind.GIVE_OPINION && told.agrees() == null
                            ? "agrees"
                            : blank(act.text()) ? "text" : null;
        }
        if (told.units().isEmpty()
                || Set.copyOf(told.units()).size() < told.units().size()) {
            return "units";
        }
        var rule = named(OpinionRequest.Rule.class, told.rule()).orElse(null);
        if (rule == null) {
            return "rule";
        }
        if ((rule == OpinionRequest.Rule.RATIO) != (told.agreementPercent() != null)) {
            return "agreementPercent";
        }
        var days = told.workingDays();
        if (days == null || days < 1 || days > MOST_DAYS_FOR_OPINIONS) {
            return "workingDays";
        }
        return blankOrLong(act.text()) ? "text" : null;
    }

    /** @throws IllegalArgumentException when something is {@link #incomplete} */
    @Transactional(propagation = Propagation.MANDATORY)
    public Answer act(ToldAct act) {
        var officer = new Officer(act.officer(), act.unit());
        return switch (cases.act(act.caseNumber(), officer, command(act)).transition()) {
            case Applied(var next, var _, var _) ->
                new Answer(true, CaseRow.status(next.state()), next.version(), null, null);
            case Declined(var why) -> {
                var problem = problems.of(why);
                yield new Answer(false, null, null, String.valueOf(problem.getType()), problem.getDetail());
            }
        };
    }

    private static CaseCommand command(ToldAct act) {
        incomplete(act).ifPresent(field -> {
            throw new IllegalArgumentException(field);
        });
        var text = act.text() == null ? "" : act.text();
        return switch (act.kind()) {
            case RECORD_VISIT ->
                new RecordVisit(Objects.requireNonNull(act.visitedOn()), Objects.requireNonNull(act.place()), text);
            case SIGN_VISIT -> new SignVisit();
            case EXAMINE -> new Examine(text);
            case REVIEW -> new Review(text);
            case SEND_BACK -> new SendBack(to(act), text, EnumSet.of(CaseStep.REVIEW, CaseStep.DECISION));
            case GRANT -> new Decide(new Grant(text.isBlank() ? null : text));
            case REFUSE ->
                new Decide(new Refuse(text, blank(act.remedies()) ? Remedies.STANDARD : "" + act.remedies()));
            case SUSPEND -> suspend(act, kind(act).orElseThrow(), text);
            case REPEAT_CORRECTION -> suspend(act, SuspensionKind.CORRECTION, text);
            case RESUME -> new Resume();
            case END -> new End(named(EndKind.class, act.beside().ending()).orElseThrow(), text);
            case EXTEND -> extend(act, text);
            case ASK_HEARING ->
                new AskHearing(Objects.requireNonNull(act.beside().on()));
            case PLAN_HEARING ->
                new PlanHearing(
                        Objects.requireNonNull(act.beside().on()),
                        Objects.requireNonNull(act.place()),
                        Objects.requireNonNull(act.beside().chair()));
            case HOLD_HEARING ->
                new HoldHearing(Objects.requireNonNull(act.beside().on()), text);
            case WAIVE_HEARING -> new WaiveHearing(text);
            case ASK_OPINIONS -> askOpinions(act.beside(), text);
            case WITHDRAW_REQUEST ->
                new WithdrawRequest(Objects.requireNonNull(act.beside().request()), text);
            case GIVE_OPINION ->
                new GiveOpinion(
                        Objects.requireNonNull(act.beside().request()),
                        Objects.requireNonNull(act.beside().agrees()),
                        text);
            case ANSWER_LIGHT -> throw new IllegalArgumentException("a light is no case");
        };
    }

    private static Suspend suspend(ToldAct act, SuspensionKind kind, String legalGround) {
        var defects = act.beside().defects().stream()
                .map(one -> new Defect(
                        one.material(), named(Defect.Fault.class, one.fault()).orElseThrow(), one.text()))
                .toList();
        return new Suspend(
                kind,
                legalGround,
                Objects.requireNonNull(act.expectedWorkingDays()),
                defects,
                act.kind() == ToldAct.Kind.REPEAT_CORRECTION ? act.beside().supervisorReason() : null);
    }

    private static Extend extend(ToldAct act, String reason) {
        var told = act.beside();
        var approval = told.approval();
        return new Extend(
                Objects.requireNonNull(told.workingDays()),
                named(ExtensionRank.class, told.rank()).orElseThrow(),
                approval == null ? act.officer() : approval,
                reason);
    }

    private static AskOpinions askOpinions(ToldAct.Beside told, String question) {
        return new AskOpinions(
                told.units(),
                named(OpinionRequest.Rule.class, told.rule()).orElseThrow(),
                told.agreementPercent(),
                question,
                Objects.requireNonNull(told.workingDays()));
    }

    private static CaseStep to(ToldAct act) {
        return act.to() == null ? CaseStep.EXAMINATION : act.to();
    }

    private static Optional<SuspensionKind> kind(ToldAct act) {
        return named(SuspensionKind.class, act.suspension());
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> values, @Nullable String name) {
        return Arrays.stream(values.getEnumConstants())
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    private static boolean blankOrLong(@Nullable String text) {
        return text == null || text.isBlank() || text.length() > MOST_CHARACTERS;
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
