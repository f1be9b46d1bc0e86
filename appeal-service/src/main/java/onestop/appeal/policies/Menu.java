package onestop.appeal.policies;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.enterprises.EnterpriseColumns;
import onestop.appeal.enterprises.Enterprises;
import onestop.appeal.policies.ConditionBody.Field;
import onestop.appeal.policies.Policies.InForce;
import onestop.appeal.policies.PolicyBook.Offer;
import onestop.appeal.policies.PolicyBook.ReadyClause;
import onestop.appeal.policies.PolicyContent.Clause;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The policies that fit one enterprise or nearly do, worked out from what is known of it now. */
@Service
class Menu {
    private final Enterprises enterprises;
    private final PolicyBook book;
    private final InstantSource clock;

    Menu(Enterprises enterprises, PolicyBook book, InstantSource clock) {
        this.enterprises = enterprises;
        this.book = book;
        this.clock = clock;
    }

    /** NEARLY: at most one part is missed beside others that fit, or only unknown facts are in the way. */
    enum Fit {
        FITS,
        NEARLY
    }

    enum Outcome {
        FITS,
        UNKNOWN,
        MISSES;

        static Outcome of(int outcome) {
            return outcome == ReadyCondition.FITS ? FITS : outcome == ReadyCondition.UNKNOWN ? UNKNOWN : MISSES;
        }
    }

    record Dish(
            int serial,
            UUID policyId,
            String documentNumber,
            String titleZh,
            @Nullable String titleEn,
            String unit,
            Category category,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            Fit fit,
            List<ClauseFit> clauses) {}

    /** A clause that fits or nearly does, with every part of its condition. */
    record ClauseFit(int clause, String title, String benefit, List<String> documents, Fit fit, List<Reason> reasons) {}

    /**
     * One part of a condition: what is required, what is known of the enterprise, and whether it is met.
     *
     * @param needed what the own number would have to come to
     * @param unknown what the enterprise, or the office, would have to tell
     */
    record Reason(
            Outcome outcome,
            String requirementZh,
            String requirementEn,
            @Nullable String own,
            @Nullable String needed,
            @Nullable Set<Field> unknown) {}

    /** Policies of this fit, newest first, before a serial. */
    List<Dish> of(int enterprise, Fit wanted, @Nullable Integer before, int most) {
        var today = Shanghai.dayOf(clock.instant());
        var columns = enterprises.of(List.of(enterprise));
        var dishes = new ArrayList<Dish>();
        if (columns.size() == 0) {
            return dishes;
        }
        for (var offer : book.open(today).reversed()) {
            if (dishes.size() == most) {
                break;
            }
            if (before == null || offer.policy().serial() < before) {
                var dish = dish(offer, columns, today);
                if (dish != null && dish.fit() == wanted) {
                    dishes.add(dish);
                }
            }
        }
        return dishes;
    }

    /** A policy as it is in force, when it fits the enterprise now. */
    Optional<InForce> fitting(int enterprise, int policy) {
        var columns = enterprises.of(List.of(enterprise));
        return columns.size() == 0
                ? Optional.empty()
                : book.open(Shanghai.dayOf(clock.instant())).stream()
                        .filter(offer -> offer.policy().serial() == policy && offer.fits(columns, 0))
                        .map(Offer::policy)
                        .findFirst();
    }

    private static @Nullable Dish dish(Offer offer, EnterpriseColumns enterprise, LocalDate today) {
        var content = offer.policy().content();
        var clauses = new ArrayList<ClauseFit>();
        for (int i = 0; i < content.clauses().size(); i++) {
            var clause = clause(i + 1, content.clauses().get(i), offer.clauses().get(i), enterprise, today);
            if (clause != null) {
                clauses.add(clause);
            }
        }
        if (clauses.isEmpty()) {
            return null;
        }
        boolean fits = clauses.stream().anyMatch(clause -> clause.fit() == Fit.FITS);
        return new Dish(
                offer.policy().serial(),
                offer.policy().id(),
                content.documentNumber(),
                content.titleZh(),
                content.titleEn(),
                offer.policy().unit(),
                content.category(),
                content.validFrom(),
                content.validTo(),
                fits ? Fit.FITS : Fit.NEARLY,
                clauses);
    }

    private static @Nullable ClauseFit clause(
            int number, Clause clause, ReadyClause ready, EnterpriseColumns enterprise, LocalDate today) {
        var outcomes = ready.readyParts().stream()
                .map(part -> Outcome.of(part.on(enterprise, 0)))
                .toList();
        boolean fits = ready.whole().on(enterprise, 0) == ReadyCondition.FITS;
        int missed = Collections.frequency(outcomes, Outcome.MISSES);
        boolean nearly = missed == 0 || (missed == 1 && outcomes.contains(Outcome.FITS));
        if (!fits && !nearly) {
            return null;
        }
        var reasons = IntStream.range(0, outcomes.size())
                .mapToObj(i -> reason(outcomes.get(i), ready.parts().get(i), enterprise, today))
                .toList();
        return new ClauseFit(
                number, clause.title(), clause.benefit(), clause.documents(), fits ? Fit.FITS : Fit.NEARLY, reasons);
    }

    private static Reason reason(Outcome outcome, Condition part, EnterpriseColumns enterprise, LocalDate today) {
        return new Reason(
                outcome,
                ConditionWords.zh(part),
                ConditionWords.en(part),
                ConditionWords.own(part, enterprise, 0, today),
                outcome == Outcome.MISSES ? ConditionWords.needed(part, enterprise, 0, today) : null,
                outcome == Outcome.UNKNOWN ? ConditionWords.unknown(part, enterprise, 0) : null);
    }
}
