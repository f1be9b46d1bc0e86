package onestop.approval.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import onestop.approval.cases.AcceptedFile;
import onestop.approval.cases.AcceptedFile.Baseline;
import onestop.approval.cases.AcceptedFile.DeferredMaterial;
import onestop.approval.cases.AcceptedFile.Enterprise;
import onestop.approval.cases.AcceptedFile.GreenChannel;
import onestop.approval.cases.AcceptedFile.Item;
import onestop.approval.cases.AcceptedFile.Kind;
import onestop.approval.cases.AcceptedFile.Part;
import onestop.approval.cases.AcceptedFile.Subject;
import onestop.approval.cases.CaseStep;
import onestop.approval.cases.CaseType;
import onestop.approval.clocks.OfficeTime;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/** Our reading of {@code onestop.intake.application.accepted.v1}: only the fields we use. */
record ApplicationAccepted(
        @Nullable String receiptNumber,
        @Nullable Kind kind,
        @Nullable String packageCode,
        @Nullable String channel,
        @Nullable EnterpriseData enterprise,
        @Nullable Instant receivedAt,
        @Nullable Instant acceptedAt,
        @Nullable LocalDate countsFrom,
        @Nullable String acceptedBy,
        @Nullable String acceptedByUnit,
        @Nullable Boolean deemed,
        @Nullable String windowCode,
        @Nullable GreenChannel greenChannel,
        @Nullable List<DeferredData> deferredMaterials,
        @Nullable List<ItemData> items,
        @Nullable List<SubjectData> subjects,
        @Nullable List<CaseData> cases,
        @Nullable Baseline baseline) {

    record EnterpriseData(@Nullable String usci, @Nullable String name) {}

    record DeferredData(@Nullable String key, @Nullable LocalDate dueOn) {}

    record ItemData(
            @Nullable String code,
            @Nullable Long version,
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String unit,
            @Nullable CaseType caseType,
            @Nullable Integer statutoryDays,
            @Nullable Integer promisedDays,
            @Nullable String resultNameZh,
            @Nullable Integer stage,
            @Nullable List<String> needs,
            @Nullable List<CaseStep> steps,
            @Nullable Boolean onSiteVerification) {}

    record SubjectData(
            @Nullable String usci,
            @Nullable String name,
            @Nullable String regionCode) {}

    record CaseData(
            @Nullable String caseNumber,
            @Nullable String item,
            @Nullable String subject) {}

    /** @throws UnreadableEventException when something is missing or contradicts itself */
    AcceptedFile toFile() {
        try {
            var applicant = given(enterprise, "enterprise");
            return new AcceptedFile(
                    given(receiptNumber, "receiptNumber"),
                    given(kind, "kind"),
                    packageCode,
                    given(channel, "channel"),
                    new Enterprise(
                            given(applicant.usci(), "enterprise.usci"), given(applicant.name(), "enterprise.name")),
                    given(receivedAt, "receivedAt"),
                    given(acceptedAt, "acceptedAt"),
                    countsFrom == null ? OfficeTime.dateOf(given(acceptedAt, "acceptedAt")) : countsFrom,
                    acceptedBy,
                    acceptedByUnit,
                    given(deemed, "deemed"),
                    windowCode,
                    greenChannel,
                    orNone(deferredMaterials).stream()
                            .map(one -> new DeferredMaterial(
                                    given(one.key(), "deferredMaterials.key"),
                                    given(one.dueOn(), "deferredMaterials.dueOn")))
                            .toList(),
                    given(items, "items").stream()
                            .map(ApplicationAccepted::item)
                            .toList(),
                    given(subjects, "subjects").stream()
                            .map(ApplicationAccepted::subject)
                            .toList(),
                    given(cases, "cases").stream()
                            .map(one -> new Part(
                                    given(one.caseNumber(), "cases.caseNumber"),
                                    given(one.item(), "cases.item"),
                                    given(one.subject(), "cases.subject")))
                            .toList(),
                    Objects.requireNonNullElse(baseline, new Baseline(null, null, null, null, null, null, null, null)));
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException("the acceptance contradicts itself: " + e.getMessage(), e);
        }
    }

    private static Item item(ItemData one) {
        var code = given(one.code(), "items.code");
        var nameZh = given(one.nameZh(), "items.nameZh");
        return new Item(
                code,
                given(one.version(), "items.version"),
                nameZh,
                Objects.requireNonNullElse(one.nameEn(), nameZh),
                given(one.unit(), "items.unit"),
                given(one.caseType(), "items.caseType"),
                given(one.statutoryDays(), "items.statutoryDays"),
                given(one.promisedDays(), "items.promisedDays"),
                Objects.requireNonNullElse(one.resultNameZh(), nameZh),
                given(one.stage(), "items.stage"),
                orNone(one.needs()),
                orNone(one.steps()),
                Boolean.TRUE.equals(one.onSiteVerification()));
    }

    private static Subject subject(SubjectData one) {
        return new Subject(
                given(one.usci(), "subjects.usci"),
                given(one.name(), "subjects.name"),
                Objects.requireNonNullElse(one.regionCode(), ""));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <T> T given(@Nullable T value, String field) {
        if (value == null) {
            throw new UnreadableEventException(field + " is missing");
        }
        return value;
    }
}
