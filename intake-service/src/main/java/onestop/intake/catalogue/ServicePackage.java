package onestop.intake.catalogue;

import java.util.List;
import java.util.Map;

/**
 * Items that belong to one matter, in stages: parallel inside a stage, stage after stage.
 *
 * @param conditionalItems item to the condition under which it applies
 */
public record ServicePackage(
        String code,
        long version,
        String nameZh,
        String nameEn,
        Group group,
        List<List<String>> stages,
        Map<String, String> conditionalItems,
        String note) {

    public ServicePackage {
        stages = stages.stream().map(List::copyOf).toList();
        conditionalItems = Map.copyOf(conditionalItems);
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
