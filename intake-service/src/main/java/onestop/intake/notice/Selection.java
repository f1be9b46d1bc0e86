package onestop.intake.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.ServiceItem;
import onestop.intake.catalogue.ServicePackage;
import onestop.intake.catalogue.ServicePackage.Group;
import org.jspecify.annotations.Nullable;

/** What is asked for: a package, or items without one. */
public record Selection(
        @Nullable String packageCode,
        @Nullable Group group,
        List<List<ServiceItem>> stages,
        Map<String, String> conditionalItems) {

    /** The package as the catalogue has it; an import with a dangling code is refused, so its items are there. */
    public static Selection ofPackage(ServicePackage servicePackage, Catalogue catalogue) {
        var stages = servicePackage.stages().stream()
                .map(stage -> stage.stream()
                        .map(code ->
                                catalogue.item(code).orElseThrow(() -> new IllegalStateException("no item " + code)))
                        .toList())
                .toList();
        return new Selection(servicePackage.code(), servicePackage.group(), stages, servicePackage.conditionalItems());
    }

    /**
     * Items without a package get their stages from each other: an item comes after those whose result it uses. Items
     * that use each other's results share a stage.
     */
    public static Selection ofItems(List<ServiceItem> items) {
        int count = items.size();
        var before = new boolean[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                before[i][j] = i != j && items.get(i).produces().stream().anyMatch(items.get(j)::needs);
            }
        }
        for (int via = 0; via < count; via++) {
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    before[i][j] |= before[i][via] && before[via][j];
                }
            }
        }
        var stageOf = new int[count];
        // A chain has at most as many links as there are items, so this many rounds settle every stage.
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    if (before[i][j] && !before[j][i]) {
                        stageOf[j] = Math.max(stageOf[j], stageOf[i] + 1);
                    }
                }
            }
        }
        var stages = new ArrayList<List<ServiceItem>>();
        for (int stage = 0, placed = 0; placed < count; stage++) {
            var inStage = new ArrayList<ServiceItem>();
            for (int i = 0; i < count; i++) {
                if (stageOf[i] == stage) {
                    inStage.add(items.get(i));
                }
            }
            placed += inStage.size();
            stages.add(List.copyOf(inStage));
        }
        return new Selection(null, null, List.copyOf(stages), Map.of());
    }

    /** Everything an answer can make a difference to. */
    Set<String> conditions() {
        var conditions = new TreeSet<>(conditionalItems.values());
        stages.stream()
                .flatMap(List::stream)
                .flatMap(item -> item.materials().stream())
                .map(ServiceItem.Need::condition)
                .filter(Objects::nonNull)
                .forEach(conditions::add);
        return conditions;
    }

    /** Whether branches can take part: in a package made for them, or in any list of items. */
    public boolean takesBranches() {
        return group == null || group == Group.BATCH;
    }

    /** Whether there is nothing to ask for without branches. */
    public boolean needsBranches() {
        return group == Group.BATCH;
    }

    /** Whether the items of a stage are for each branch, given that branches are named at all. */
    public boolean perBranch(int stage) {
        return group != Group.BATCH || stage > 0;
    }
}
