package onestop.intake.notice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.Guide;
import onestop.intake.catalogue.Material;
import onestop.intake.catalogue.Material.TrustLevel;
import onestop.intake.catalogue.ServiceItem;
import onestop.intake.onfile.MaterialOnFile;
import org.jspecify.annotations.Nullable;

/**
 * Everything a selection takes in a situation.
 *
 * @param windows where all of it can be handed in together; null in the calculation alone, which knows no windows
 */
public record OneTimeNotice(
        @Nullable String packageCode,
        @Nullable Integer branches,
        List<Item> items,
        List<LeftOut> leftOut,
        List<List<String>> stages,
        List<Step> steps,
        List<RequiredMaterial> materials,
        boolean feeCharged,
        Figures figures,
        @Nullable List<TakingWindow> windows) {

    /**
     * An item at its place in the package.
     *
     * @param needs items of earlier stages whose result this one uses
     * @param perBranch whether each branch needs it, where branches take part
     */
    public record Item(
            String code,
            long version,
            String nameZh,
            String nameEn,
            String unit,
            ServiceItem.Kind kind,
            ServiceItem.CaseType caseType,
            int statutoryDays,
            int promisedDays,
            boolean feeCharged,
            @Nullable Fee fee,
            String resultNameZh,
            int stage,
            List<String> needs,
            boolean perBranch) {}

    /** What an item costs, where its guide tells. */
    public record Fee(@Nullable String basis, List<String> standards) {}

    /** A window that takes all the items. */
    public record TakingWindow(String code, String nameZh, String nameEn, String regionCode) {}

    OneTimeNotice with(List<TakingWindow> taking) {
        return new OneTimeNotice(
                packageCode, branches, items, leftOut, stages, steps, materials, feeCharged, figures, taking);
    }

    /**
     * One stage: its items go side by side, so it takes as long as the longest of them.
     *
     * @param statutoryDays what the law allows the longest of them
     */
    public record Step(int stage, List<String> itemCodes, int statutoryDays, int promisedDays) {}

    /** An item that the answers exclude. */
    public record LeftOut(String code, String condition) {}

    /** Where a material comes from. */
    public enum Source {
        SHARED,
        ON_FILE,
        PRODUCED,
        HAND_IN,
        MERGED_FORM
    }

    /**
     * @param mayFollow whether it can come after acceptance: not when an item that is decided on the spot asks for it
     * @param mayBePromised whether a promise can take its place
     * @param originalChecked whether a clerk looks at the original of what is handed in
     * @param originals of the copies, where a guide tells
     * @param sample where a guide shows a filled-in one
     * @param blankForm where a guide offers an empty one
     */
    public record RequiredMaterial(
            String key,
            String nameZh,
            String nameEn,
            Source source,
            boolean deferrable,
            boolean commitmentAllowed,
            boolean mayFollow,
            boolean mayBePromised,
            boolean originalChecked,
            int copies,
            @Nullable Integer originals,
            @Nullable Integer photocopies,
            @Nullable String sample,
            @Nullable String blankForm,
            List<String> itemCodes,
            TrustLevel trustLevel,
            String issuer,
            @Nullable String producedBy,
            @Nullable String fromReceiptNumber,
            @Nullable LocalDate validUntil) {}

    public static OneTimeNotice of(Selection selection, Situation situation, Catalogue catalogue) {
        var staged = new ArrayList<Staged>();
        var leftOut = new ArrayList<LeftOut>();
        var stages = new ArrayList<List<String>>();
        for (int original = 0; original < selection.stages().size(); original++) {
            var codes = new ArrayList<String>();
            for (var item : selection.stages().get(original)) {
                var condition = selection.conditionalItems().get(item.code());
                if (condition != null && !situation.applies(condition)) {
                    leftOut.add(new LeftOut(item.code(), condition));
                } else {
                    int times = situation.branches() > 0 && selection.perBranch(original) ? situation.branches() : 1;
                    staged.add(new Staged(item, stages.size(), selection.perBranch(original), times));
                    codes.add(item.code());
                }
            }
            if (!codes.isEmpty()) {
                stages.add(List.copyOf(codes));
            }
        }
        var materials = materials(staged, situation, catalogue);
        return new OneTimeNotice(
                selection.packageCode(),
                situation.branches() > 0 ? situation.branches() : null,
                staged.stream().map(each -> item(each, staged)).toList(),
                List.copyOf(leftOut),
                List.copyOf(stages),
                steps(stages, staged),
                materials,
                staged.stream().anyMatch(each -> each.item().feeCharged()),
                figures(staged, materials, situation),
                null);
    }

    /** An item at its place, and how often it would be asked for one by one. */
    private record Staged(ServiceItem item, int stage, boolean perBranch, int times) {}

    private static Item item(Staged one, List<Staged> all) {
        var item = one.item();
        var needs = all.stream()
                .filter(other -> other.stage() < one.stage()
                        && other.item().produces().stream().anyMatch(item::needs))
                .map(other -> other.item().code())
                .toList();
        return new Item(
                item.code(),
                item.version(),
                item.nameZh(),
                item.nameEn(),
                item.unit(),
                item.kind(),
                item.caseType(),
                item.statutoryDays(),
                item.promisedDays(),
                item.feeCharged(),
                fee(item),
                item.resultNameZh(),
                one.stage(),
                needs,
                one.perBranch());
    }

    private static @Nullable Fee fee(ServiceItem item) {
        var guide = item.guide();
        var fee = guide == null ? null : guide.fee();
        return fee == null ? null : new Fee(fee.basis(), fee.standards() == null ? List.of() : fee.standards());
    }

    private static List<Step> steps(List<List<String>> stages, List<Staged> staged) {
        var steps = new ArrayList<Step>();
        for (int stage = 0; stage < stages.size(); stage++) {
            int statutory = 0;
            int promised = 0;
            for (var each : staged) {
                if (each.stage() == stage) {
                    statutory = Math.max(statutory, each.item().statutoryDays());
                    promised = Math.max(promised, each.item().daysTaken());
                }
            }
            steps.add(new Step(stage, stages.get(stage), statutory, promised));
        }
        return List.copyOf(steps);
    }

    private static List<RequiredMaterial> materials(List<Staged> staged, Situation situation, Catalogue catalogue) {
        var wanted = new LinkedHashMap<String, Wanted>();
        for (var each : staged) {
            for (var need : each.item().materials()) {
                if (asked(need, situation)) {
                    wanted.computeIfAbsent(need.key(), _ -> new Wanted(catalogue.materialOf(need), each.stage()))
                            .by(each, need);
                }
            }
        }
        return wanted.values().stream()
                .map(one -> one.resolve(staged, situation.onFile().get(one.material.key())))
                .toList();
    }

    private static boolean asked(ServiceItem.Need need, Situation situation) {
        var condition = need.condition();
        return condition == null ? need.required() : situation.applies(condition);
    }

    /** A material while its askers are being collected. */
    private static final class Wanted {
        private final Material material;
        private final Set<String> itemCodes = new LinkedHashSet<>();
        private int firstStage;
        private int copies;
        private boolean neededAtOnce;
        private @Nullable Integer originals;
        private @Nullable Integer photocopies;
        private @Nullable String sample;
        private @Nullable String blankForm;

        Wanted(Material material, int stage) {
            this.material = material;
            this.firstStage = stage;
        }

        void by(Staged asker, ServiceItem.Need need) {
            itemCodes.add(asker.item().code());
            firstStage = Math.min(firstStage, asker.stage());
            copies = Math.max(copies, need.copies());
            neededAtOnce |= asker.item().immediate();
            var guide = asker.item().guide();
            var notes = guide == null ? null : guide.materials();
            if (notes != null) {
                notes.stream().filter(note -> need.key().equals(note.key())).forEach(this::note);
            }
        }

        /** Of several guides the one that asks for most, and the first that shows something. */
        private void note(Guide.MaterialNote note) {
            originals = more(originals, note.originals());
            photocopies = more(photocopies, note.photocopies());
            sample = sample == null ? note.sample() : sample;
            blankForm = blankForm == null ? note.blankForm() : blankForm;
        }

        private static @Nullable Integer more(@Nullable Integer one, @Nullable Integer other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return Math.max(one, other);
        }

        RequiredMaterial resolve(List<Staged> staged, @Nullable MaterialOnFile onFile) {
            // Only what comes out of a stage before its first use spares the applicant the old version.
            var producer = staged.stream()
                    .filter(each ->
                            each.stage() < firstStage && each.item().produces().contains(material.key()))
                    .map(each -> each.item().code())
                    .findFirst()
                    .orElse(null);
            var source = material.form()
                    ? Source.MERGED_FORM
                    : producer != null
                            ? Source.PRODUCED
                            : material.trustLevel() == TrustLevel.A
                                    ? Source.SHARED
                                    : onFile != null ? Source.ON_FILE : Source.HAND_IN;
            var kept = source == Source.ON_FILE ? onFile : null;
            boolean handedIn = source == Source.HAND_IN;
            return new RequiredMaterial(
                    material.key(),
                    material.nameZh(),
                    material.nameEn(),
                    source,
                    material.deferrable(),
                    material.commitmentAllowed(),
                    handedIn && material.deferrable() && !neededAtOnce,
                    handedIn && material.commitmentAllowed(),
                    handedIn && (material.trustLevel() == TrustLevel.B || material.trustLevel() == TrustLevel.C),
                    copies,
                    originals,
                    photocopies,
                    sample,
                    blankForm,
                    List.copyOf(itemCodes),
                    material.trustLevel(),
                    material.issuer(),
                    source == Source.PRODUCED ? producer : null,
                    kept == null ? null : kept.fromReceiptNumber(),
                    kept == null ? null : kept.validUntil());
        }
    }

    private static Figures figures(List<Staged> staged, List<RequiredMaterial> materials, Situation situation) {
        int separately = 0;
        int statutory = 0;
        int promised = 0;
        int visits = 0;
        var units = new HashSet<String>();
        Map<Integer, Integer> longest = new LinkedHashMap<>();
        for (var each : staged) {
            var item = each.item();
            int asked = (int) item.materials().stream()
                    .filter(need -> asked(need, situation))
                    .count();
            separately += asked * each.times();
            statutory += item.statutoryDays() * each.times();
            promised += item.daysTaken() * each.times();
            visits += each.times();
            units.add(item.unit());
            longest.merge(each.stage(), item.daysTaken(), Math::max);
        }
        int together = longest.values().stream().mapToInt(Integer::intValue).sum();
        int forms = count(materials, Source.MERGED_FORM);
        int oneForm = Math.min(1, forms);
        int submits = count(materials, Source.HAND_IN) + oneForm;
        return new Figures(
                staged.size(),
                units.size(),
                separately,
                materials.size(),
                forms,
                oneForm,
                count(materials, Source.SHARED),
                count(materials, Source.PRODUCED),
                submits,
                Figures.reduction(submits, separately),
                Figures.reduction(materials.size(), separately),
                statutory,
                promised,
                together,
                Figures.reduction(together, statutory),
                Figures.reduction(together, promised),
                visits,
                staged.isEmpty() ? 0 : 1,
                visitsPromised(staged));
    }

    private static @Nullable Integer visitsPromised(List<Staged> staged) {
        Integer most = null;
        for (var each : staged) {
            var guide = each.item().guide();
            var visits = guide == null ? null : guide.visits();
            if (visits == null || visits.times() == null) {
                return null;
            }
            most = most == null ? visits.times() : Math.max(most, visits.times());
        }
        return most;
    }

    private static int count(List<RequiredMaterial> materials, Source source) {
        return (int) materials.stream().filter(each -> each.source() == source).count();
    }
}
