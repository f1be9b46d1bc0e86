package onestop.intake.application;

import java.util.List;
import onestop.intake.catalogue.ServiceItem.ApprovalStep;
import onestop.intake.catalogue.ServiceItem.CaseType;
import org.jspecify.annotations.Nullable;

/**
 * An item of a file as the catalogue had it when the file was handed in.
 *
 * @param needs items of earlier stages whose result this one uses
 * @param steps how its officers decide one after the other; null where the case type says so
 * @param verifiedOnSite whether two officers go there first; null in files handed in before this was kept
 * @param feeCharged whether a fee is paid for it; null in files handed in before this was kept
 * @param produces keys of the materials that its result is; null in files handed in before this was kept
 */
public record FileItem(
        String code,
        long version,
        String nameZh,
        String nameEn,
        String unit,
        CaseType caseType,
        int statutoryDays,
        int promisedDays,
        String resultNameZh,
        int stage,
        List<String> needs,
        @Nullable List<String> produces,
        @Nullable List<ApprovalStep> steps,
        @Nullable Boolean verifiedOnSite,
        @Nullable Boolean feeCharged) {

    boolean immediate() {
        return caseType == CaseType.IMMEDIATE;
    }

    int daysTaken() {
        return Math.max(1, promisedDays);
    }
}
