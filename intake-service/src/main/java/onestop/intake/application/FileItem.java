package onestop.intake.application;

import java.util.List;
import onestop.intake.catalogue.ServiceItem.CaseType;

/**
 * An item of a file as the catalogue had it when the file was handed in.
 *
 * @param needs items of earlier stages whose result this one uses
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
        List<String> needs) {

    boolean immediate() {
        return caseType == CaseType.IMMEDIATE;
    }

    int daysTaken() {
        return Math.max(1, promisedDays);
    }
}
