package onestop.approval.cases;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;

/**
 * Other units asked to countersign (会签).
 *
 * @param number counts the requests of the case, from 1, also those before the case was reopened
 * @param agreementPercent of {@link Rule#RATIO}: how many of a hundred of the asked units have to agree
 * @param workingDays from the day it was asked to {@code dueOn}; null where that was not kept
 * @param withdrawnBecause null while it stands
 */
record OpinionRequest(
        int number,
        List<String> units,
        Rule rule,
        @Nullable Integer agreementPercent,
        String question,
        String askedBy,
        Instant askedAt,
        LocalDate dueOn,
        @Nullable Integer workingDays,
        List<Answer> answers,
        @Nullable String withdrawnBecause) {

    OpinionRequest {
        units = List.copyOf(units);
        answers = List.copyOf(answers);
    }

    /** How many of the asked units have to agree before a grant. */
    enum Rule {
        ANY,
        ALL,
        RATIO
    }

    enum Standing {
        /** It still depends on who has not answered. */
        OPEN,
        AGREED,
        /** Enough units disagree that those who have not answered cannot change it. */
        OPPOSED,
        WITHDRAWN
    }

    record Answer(String unit, boolean agrees, String opinion, String by, Instant at) {}

    /** How many units have to agree. */
    private int needed() {
        return switch (rule) {
            case ANY -> 1;
            case ALL -> units.size();
            case RATIO -> {
                int percent = agreementPercent == null ? 100 : agreementPercent;
                yield Math.max(1, (units.size() * percent + 99) / 100);
            }
        };
    }

    @JsonIgnore
    Standing standing() {
        if (withdrawnBecause != null) {
            return Standing.WITHDRAWN;
        }
        int agreed = (int) answers.stream().filter(Answer::agrees).count();
        if (agreed >= needed()) {
            return Standing.AGREED;
        }
        int open = units.size() - answers.size();
        return agreed + open >= needed() ? Standing.OPEN : Standing.OPPOSED;
    }

    @JsonIgnore
    boolean hasAnswered(String unit) {
        return answers.stream().anyMatch(answer -> answer.unit().equals(unit));
    }

    @JsonIgnore
    List<String> silent() {
        return units.stream().filter(unit -> !hasAnswered(unit)).toList();
    }

    /** Whether a unit may still answer, also where the others have settled it. */
    @JsonIgnore
    boolean answersOpen() {
        return withdrawnBecause == null && !silent().isEmpty();
    }

    /** Its last day by the calendar in force, as long as answers are open; {@code moved} takes it where it has moved. */
    OpinionRequest recounted(Moment now, List<MovedLimit> moved) {
        if (workingDays == null || !answersOpen()) {
            return this;
        }
        var due = now.inWorkingDays(OfficeTime.dateOf(askedAt), workingDays);
        if (due.equals(dueOn)) {
            return this;
        }
        moved.add(new MovedLimit(MovedLimit.What.OPINIONS, number, dueOn, due));
        return with(due, answers, withdrawnBecause);
    }

    OpinionRequest answered(Answer answer) {
        var all = new ArrayList<>(answers);
        all.add(answer);
        return with(dueOn, all, withdrawnBecause);
    }

    OpinionRequest withdrawn(String because) {
        return with(dueOn, answers, because);
    }

    private OpinionRequest with(LocalDate due, List<Answer> given, @Nullable String withdrawn) {
        return new OpinionRequest(
                number, units, rule, agreementPercent, question, askedBy, askedAt, due, workingDays, given, withdrawn);
    }
}
