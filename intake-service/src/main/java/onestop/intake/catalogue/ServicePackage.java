package onestop.intake.catalogue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Items that belong to one matter, in stages: parallel inside a stage, stage after stage.
 *
 * @param conditionalItems item to the condition under which it applies
 * @param questionnaire what the applicant is asked to find out which conditions hold
 */
public record ServicePackage(
        String code,
        long version,
        String nameZh,
        String nameEn,
        Group group,
        List<List<String>> stages,
        Map<String, String> conditionalItems,
        String note,
        List<Question> questionnaire) {

    public ServicePackage {
        // Versions from before there were questionnaires have none.
        questionnaire = questionnaire == null ? List.of() : List.copyOf(questionnaire);
        stages = stages.stream().map(List::copyOf).toList();
        conditionalItems = Map.copyOf(conditionalItems);
    }

    /** One question; yes means that the condition holds. */
    public record Question(String condition, String textZh, String textEn) {}

    /** Conditional items, with their conditions, about which the questionnaire says nothing. */
    Map<String, String> conditionsNobodyAsksFor() {
        var lacking = new TreeMap<>(conditionalItems);
        questionnaire.forEach(question -> lacking.values().removeIf(question.condition()::equals));
        return lacking;
    }

    ServicePackage withVersion(long number) {
        return new ServicePackage(code, number, nameZh, nameEn, group, stages, conditionalItems, note, questionnaire);
    }

    public enum Group {
        START,
        CHANGE,
        /** The first stage is for the parent, the later ones for each of its branches. */
        BATCH,
        EXIT,
        INDUSTRY,
        PROJECT
    }
}
