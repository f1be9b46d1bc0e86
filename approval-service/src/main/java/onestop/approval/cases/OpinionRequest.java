package onestop.approval.cases;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Other units asked to countersign (会签).
 *
 * @param number counts the requests of the case, from 1
 * @param agreementPercent of {@link Rule#RATIO}: how many of a hundred of the asked units have to agree
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

    OpinionRequest answered(Answer answer) {
        var all = new ArrayList<>(answers);
        all.add(answer);
        return new OpinionRequest(
                number, units, rule, agreementPercent, question, askedBy, askedAt, dueOn, all, withdrawnBecause);
    }

    OpinionRequest withdrawn(String because) {
        return new OpinionRequest(
                number, units, rule, agreementPercent, question, askedBy, askedAt, dueOn, answers, because);
    }
}
