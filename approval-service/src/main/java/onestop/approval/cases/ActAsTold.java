package onestop.approval.cases;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.CaseCommand.RecordVisit;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.Review;
import onestop.approval.cases.CaseCommand.SendBack;
import onestop.approval.cases.CaseCommand.SignVisit;
import onestop.approval.cases.CaseCommand.Suspend;
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
                                        : blank(act.text()) ? "text" : null;
                    case GRANT, RESUME, SIGN_VISIT -> null;
                });
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
            case SUSPEND -> {
                var days = act.expectedWorkingDays();
                yield new Suspend(kind(act).orElseThrow(), text, days == null ? 1 : days);
            }
            case RESUME -> new Resume();
        };
    }

    private static CaseStep to(ToldAct act) {
        return act.to() == null ? CaseStep.EXAMINATION : act.to();
    }

    private static Optional<SuspensionKind> kind(ToldAct act) {
        return Arrays.stream(SuspensionKind.values())
                .filter(one -> one.name().equals(act.suspension()))
                .findFirst();
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
