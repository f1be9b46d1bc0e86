package onestop.intake.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Names each element that the guide of an item does not tell. */
final class GuideCompleteness {
    private final List<Missing> missing = new ArrayList<>();

    /** @param field where it would stand in the item */
    record Missing(GuideElement element, String field, String nameZh, String nameEn) {}

    /** @param forms which materials are forms that have to be there to be filled in */
    static List<Missing> of(ServiceItem item, Predicate<String> forms) {
        var completeness = new GuideCompleteness();
        completeness.look(item, forms);
        return completeness.missing;
    }

    private void look(ServiceItem item, Predicate<String> forms) {
        var told = item.guide();
        var guide = told == null ? NOTHING : told;
        text(GuideElement.HANDLE_ITEM_CODE, "handleItemCode", guide.handleItemCode());
        some(GuideElement.LEGAL_BASIS, "legalBases", guide.legalBases());
        given(GuideElement.IMPLEMENTER_NATURE, "nature", guide.nature());
        given(GuideElement.LEVEL, "level", guide.level());
        given(GuideElement.DELEGATED_BY, "delegatedBy", guide.delegatedBy());
        given(GuideElement.JOINT_BODIES, "jointBodies", guide.jointBodies());
        some(GuideElement.AUDIENCE, "audience", guide.audience());
        some(GuideElement.CONDITIONS, "conditions", guide.conditions());
        materials(item, guide, forms);
        flow(guide);
        text(GuideElement.STATUTORY_LIMIT_NOTE, "statutoryLimitNote", guide.statutoryLimitNote());
        text(GuideElement.PROMISED_LIMIT_NOTE, "promisedLimitNote", guide.promisedLimitNote());
        fee(item, guide);
        given(GuideElement.INTERMEDIARY_SERVICES, "intermediaryServices", guide.intermediaryServices());
        if (guide.quantityLimit() == null
                || (guide.quantityLimit().limited()
                        && blank(guide.quantityLimit().limit()))) {
            add(GuideElement.QUANTITY_LIMIT, "quantityLimit");
        }
        given(GuideElement.RESULT_TYPE, "resultType", guide.resultType());
        text(GuideElement.RESULT_SAMPLE, "resultSample", guide.resultSample());
        some(GuideElement.CHANNELS, "channels", guide.channels());
        given(GuideElement.CROSS_REGION, "crossRegion", guide.crossRegion());
        if (guide.visits() == null || guide.visits().times() == null) {
            add(GuideElement.VISITS, "visits.times");
        } else if (guide.visits().times() > 0) {
            text(GuideElement.VISITS_REASON, "visits.reason", guide.visits().reason());
        }
        given(GuideElement.BOOKING, "bookable", guide.bookable());
        given(GuideElement.COURIER, "courier", guide.courier());
        given(GuideElement.ONLINE_PAYMENT, "onlinePayment", guide.onlinePayment());
        some(GuideElement.PLACES, "places", guide.places());
        text(GuideElement.HOURS, "hours", guide.hours());
        some(GuideElement.PHONES, "phones", guide.phones());
        some(GuideElement.SUPERVISION, "supervision", guide.supervision());
        some(GuideElement.FAQS, "faqs", guide.faqs());
    }

    private void materials(ServiceItem item, Guide guide, Predicate<String> forms) {
        if (item.materials().isEmpty() && guide.materials() == null) {
            add(GuideElement.MATERIALS, "materials"); // "none" has to be said, too
        }
        var notes = new HashMap<String, Guide.MaterialNote>();
        for (var note : guide.materials() == null ? List.<Guide.MaterialNote>of() : guide.materials()) {
            if (note != null && note.key() != null) {
                notes.put(note.key(), note);
            }
        }
        for (var need : item.materials()) {
            var note = notes.getOrDefault(need.key(), NO_NOTE);
            var at = "materials[" + need.key() + "]";
            text(GuideElement.MATERIAL_SOURCE, at + ".source", note.source());
            if (note.originals() == null || note.photocopies() == null) {
                add(GuideElement.MATERIAL_COPIES, at + ".originals");
            }
            text(GuideElement.MATERIAL_SAMPLE, at + ".sample", note.sample());
            if (forms.test(need.key())) {
                text(GuideElement.MATERIAL_BLANK_FORM, at + ".blankForm", note.blankForm());
            }
        }
    }

    private void flow(Guide guide) {
        some(GuideElement.FLOW, "flow", guide.flow());
        var steps = guide.flow() == null ? List.<Guide.FlowStep>of() : guide.flow();
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (step == null || step.days() == null) {
                add(GuideElement.FLOW_LIMIT, "flow[" + i + "].days");
            }
        }
    }

    private void fee(ServiceItem item, Guide guide) {
        if (guide.fee() == null || guide.fee().standards() == null) {
            add(GuideElement.FEE, "fee.standards");
        } else if (item.feeCharged()) {
            some(GuideElement.FEE, "fee.standards", guide.fee().standards());
            text(GuideElement.FEE_BASIS, "fee.basis", guide.fee().basis());
        }
    }

    private void given(GuideElement element, String field, @Nullable Object value) {
        if (value == null) {
            add(element, field);
        }
    }

    private void some(GuideElement element, String field, @Nullable List<?> value) {
        if (value == null || value.isEmpty()) {
            add(element, field);
        }
    }

    private void text(GuideElement element, String field, @Nullable String value) {
        if (blank(value)) {
            add(element, field);
        }
    }

    private static boolean blank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private void add(GuideElement element, String field) {
        missing.add(new Missing(element, "guide." + field, element.nameZh(), element.nameEn()));
    }

    private static final Guide.MaterialNote NO_NOTE = new Guide.MaterialNote(null, null, null, null, null, null);
    private static final Guide NOTHING = new Guide(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null, null, null, null, null, null);
}
