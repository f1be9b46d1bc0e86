package onestop.intake.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing a unit does on request.
 *
 * @param promisedDays working days; 0 means the same working day
 * @param approvalSteps how many officers decide it one after the other; null where its case type says so: two, or one on the spot
 * @param produces keys of the materials that a granted decision brings into being
 * @param guide what its guide tells beside this; null while nobody has written one
 */
public record ServiceItem(
        String code,
        long version,
        String nameZh,
        String nameEn,
        String unit,
        Kind kind,
        CaseType caseType,
        int statutoryDays,
        int promisedDays,
        String baseCode,
        String implementCode,
        List<Need> materials,
        List<String> specialProcedures,
        @Nullable List<ApprovalStep> approvalSteps,
        String resultNameZh,
        List<String> produces,
        boolean feeCharged,
        int onlineDepth,
        String note,
        @Nullable Guide guide) {

    public ServiceItem {
        materials = List.copyOf(materials);
        specialProcedures = List.copyOf(specialProcedures);
        approvalSteps = approvalSteps == null ? null : List.copyOf(approvalSteps);
        produces = List.copyOf(produces);
    }

    /** 环节: what the back office does, in this order, ending with the decision. */
    public enum ApprovalStep {
        /** 承办、审查. */
        EXAMINATION,
        /** 审核. */
        REVIEW,
        /** 批准、决定. */
        DECISION
    }

    /** Two officers verify on site before it is decided (行政许可法 art. 34). */
    public static final String SITE_CHECK = "SITE_CHECK";

    public boolean verifiedOnSite() {
        return caseType == CaseType.PROMISED && specialProcedures.contains(SITE_CHECK);
    }

    /** Six kinds are applied for; the seventh is a convenience. */
    public enum Kind {
        /** 行政许可. */
        LICENCE("01"),
        /** 行政给付. */
        PAYMENT("05"),
        /** 行政确认. */
        CONFIRMATION("07"),
        /** 行政奖励. */
        AWARD("08"),
        /** 行政裁决. */
        ADJUDICATION("09"),
        /** 备案, which the code table counts among 其他行政权力. */
        FILING("10"),
        /** 其他行政权力. */
        OTHER("10"),
        /** 公共服务: a convenience item. */
        PUBLIC_SERVICE("20");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** In the national table of kinds. */
        public String code() {
            return code;
        }

        /** Whether it is an application item; otherwise it is a convenience item. */
        public boolean appliedFor() {
            return this != PUBLIC_SERVICE;
        }
    }

    public enum CaseType {
        /** Decided on the spot. */
        IMMEDIATE,
        /** Decided within the promised days. */
        PROMISED
    }

    /**
     * A material as this item asks for it.
     *
     * @param condition asked for only when this holds; null for always
     */
    public record Need(
            String key, boolean required, @Nullable String condition, int copies) {}

    public boolean immediate() {
        return caseType == CaseType.IMMEDIATE;
    }

    /** The promise as a number to add up: what is decided on the spot still takes its day. */
    public int daysTaken() {
        return Math.max(1, promisedDays);
    }

    public boolean needs(String materialKey) {
        return materials.stream().anyMatch(need -> need.key().equals(materialKey));
    }

    ServiceItem withVersion(long number) {
        return with(number, guide);
    }

    /** As it is told to other services, which have no use for the guide. */
    ServiceItem withoutGuide() {
        return with(version, null);
    }

    private ServiceItem with(long number, @Nullable Guide told) {
        return new ServiceItem(
                code,
                number,
                nameZh,
                nameEn,
                unit,
                kind,
                caseType,
                statutoryDays,
                promisedDays,
                baseCode,
                implementCode,
                materials,
                specialProcedures,
                approvalSteps,
                resultNameZh,
                produces,
                feeCharged,
                onlineDepth,
                note,
                told);
    }
}
