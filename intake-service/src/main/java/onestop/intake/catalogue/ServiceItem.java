package onestop.intake.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing a unit does on request.
 *
 * @param promisedDays working days; 0 means the same working day
 * @param produces keys of the materials that a granted decision brings into being
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
        String resultNameZh,
        List<String> produces,
        boolean feeCharged,
        int onlineDepth,
        String note) {

    public ServiceItem {
        materials = List.copyOf(materials);
        specialProcedures = List.copyOf(specialProcedures);
        produces = List.copyOf(produces);
    }

    public enum Kind {
        LICENCE,
        CONFIRMATION,
        FILING,
        PUBLIC_SERVICE
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
}
