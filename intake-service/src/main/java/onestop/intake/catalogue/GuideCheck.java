package onestop.intake.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;

/** Refuses what a guide may not say. What it does not say yet is the business of {@link GuideCompleteness}. */
final class GuideCheck {
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_IN_A_LIST = 50;
    private static final int MOST_VISITS = 20;
    private static final int MOST_COPIES = 100;
    private static final int HANDLE_ITEM_CODE_LENGTH = 33;
    private static final int IMPLEMENT_CODE_LENGTH = 31;
    private static final int BASE_CODE_LENGTH = 12;

    private final String at;
    private final FieldErrors errors;

    private GuideCheck(String at, FieldErrors errors) {
        this.at = at;
        this.errors = errors;
    }

    /** @param at where the guide stands; the item stands one level above */
    static void check(Guide guide, ServiceItem item, String at, FieldErrors errors) {
        new GuideCheck(at, errors).check(guide, item);
    }

    private void check(Guide guide, ServiceItem item) {
        codes(guide, item);
        each("legalBases", guide.legalBases(), (path, basis) -> {
            required(path + ".title", basis.title());
            text(path + ".article", basis.article());
            // The law may say "and other conditions"; its words are not ours to change.
            text(path + ".quotation", basis.quotation());
        });
        each("delegatedBy", guide.delegatedBy(), this::definite);
        each("jointBodies", guide.jointBodies(), this::definite);
        each("audience", guide.audience(), (_, _) -> {});
        each("conditions", guide.conditions(), this::definite);
        materials(guide, item);
        flow(guide, item);
        definiteIfGiven("statutoryLimitNote", guide.statutoryLimitNote());
        definiteIfGiven("promisedLimitNote", guide.promisedLimitNote());
        if (guide.fee() != null) {
            definiteIfGiven("fee.basis", guide.fee().basis());
            each("fee.standards", guide.fee().standards(), this::definite);
            if (!item.feeCharged()
                    && guide.fee().standards() != null
                    && !guide.fee().standards().isEmpty()) {
                errors.add(at + ".fee.standards", "fee-of-a-free-item");
            }
        }
        each("intermediaryServices", guide.intermediaryServices(), this::definite);
        if (guide.quantityLimit() != null) {
            definiteIfGiven("quantityLimit.limit", guide.quantityLimit().limit());
        }
        definiteIfGiven("resultSample", guide.resultSample());
        each("channels", guide.channels(), (_, _) -> {});
        if (guide.visits() != null) {
            between("visits.times", guide.visits().times(), MOST_VISITS);
            definiteIfGiven("visits.reason", guide.visits().reason());
        }
        each("places", guide.places(), (path, place) -> {
            required(path + ".name", place.name());
            required(path + ".address", place.address());
        });
        definiteIfGiven("hours", guide.hours());
        each("phones", guide.phones(), this::required);
        each("supervision", guide.supervision(), this::required);
        each("faqs", guide.faqs(), (path, faq) -> {
            required(path + ".question", faq.question());
            required(path + ".answer", faq.answer());
        });
        each("lifeEvents", guide.lifeEvents(), (_, _) -> {});
    }

    /** 31 characters name body, level and item; two more name what exactly is handled. */
    private void codes(Guide guide, ServiceItem item) {
        var implement = item.implementCode();
        boolean sound = item.baseCode().length() == BASE_CODE_LENGTH
                && implement.length() == IMPLEMENT_CODE_LENGTH
                && implement.endsWith(item.baseCode());
        if (!sound) {
            errors.add(item(".implementCode"), "implement-code");
            return;
        }
        if (guide.handleItemCode() != null
                && (guide.handleItemCode().length() != HANDLE_ITEM_CODE_LENGTH
                        || !guide.handleItemCode().startsWith(implement))) {
            errors.add(at + ".handleItemCode", "handle-item-code", implement);
        }
        int told = implement.charAt(IMPLEMENT_CODE_LENGTH - BASE_CODE_LENGTH - 1) - '0';
        if (guide.level() != null && guide.level().ordinal() + 1 != told) {
            errors.add(at + ".level", "level-differs-from-code", told);
        }
    }

    private String item(String field) {
        return at.substring(0, at.lastIndexOf('.')) + field;
    }

    private void materials(Guide guide, ServiceItem item) {
        var named = new HashSet<String>();
        each("materials", guide.materials(), (path, note) -> {
            required(path + ".key", note.key());
            if (note.key() != null) {
                if (!item.needs(note.key())) {
                    errors.add(path + ".key", "not-asked-for-by-the-item", note.key());
                } else if (!named.add(note.key())) {
                    errors.add(path + ".key", "named-twice", note.key());
                }
            }
            if (note.source() != null) {
                definite(path + ".source", note.source());
            }
            between(path.substring(at.length() + 1) + ".originals", note.originals(), MOST_COPIES);
            between(path.substring(at.length() + 1) + ".photocopies", note.photocopies(), MOST_COPIES);
            text(path + ".sample", note.sample());
            text(path + ".blankForm", note.blankForm());
        });
    }

    private void flow(Guide guide, ServiceItem item) {
        each("flow", guide.flow(), (path, step) -> {
            definite(path + ".name", step.name());
            between(path.substring(at.length() + 1) + ".days", step.days(), item.statutoryDays());
            text(path + ".outcome", step.outcome());
        });
        if (guide.flow() != null) {
            int together = guide.flow().stream()
                    .filter(Objects::nonNull)
                    .map(Guide.FlowStep::days)
                    .filter(Objects::nonNull)
                    .mapToInt(Integer::intValue)
                    .sum();
            if (together > item.promisedDays()) {
                errors.add(at + ".flow", "steps-exceed-promise", together, item.promisedDays());
            }
        }
    }

    private interface EachEntry<T> {
        void check(String path, T entry);
    }

    private <T> void each(String name, @Nullable List<T> entries, EachEntry<T> check) {
        if (entries == null) {
            return;
        }
        if (entries.size() > MOST_IN_A_LIST) {
            errors.add(at + "." + name, "too-many", MOST_IN_A_LIST);
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            var path = at + "." + name + "[" + i + "]";
            var entry = entries.get(i);
            if (entry == null) {
                errors.add(path, "required");
            } else {
                check.check(path, entry);
            }
        }
    }

    private void definite(String path, @Nullable String value) {
        required(path, value);
        if (value != null) {
            CatchAll.in(value).ifPresent(words -> errors.add(path, "catch-all-wording", words));
        }
    }

    private void definiteIfGiven(String name, @Nullable String value) {
        if (value != null) {
            definite(at + "." + name, value);
        }
    }

    private void required(String path, @Nullable String value) {
        if (value == null || value.isBlank()) {
            errors.add(path, "required");
        } else {
            text(path, value);
        }
    }

    private void text(String path, @Nullable String value) {
        if (value != null && value.length() > LONGEST_TEXT) {
            errors.add(path, "too-long", LONGEST_TEXT);
        }
    }

    private void between(String name, @Nullable Integer value, int most) {
        if (value != null && (value < 0 || value > most)) {
            errors.add(at + "." + name, "number-range", 0, most);
        }
    }
}
