package onestop.intake.enterprise;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the registry, without what is personal.
 *
 * @param parentUsci the enterprise a branch belongs to; null for all others
 */
public record Enterprise(
        String usci,
        String name,
        EnterpriseKind kind,
        String regionCode,
        @Nullable String industry,
        @Nullable String parentUsci,
        Details details,
        long version) {

    /**
     * What need not be known of everyone.
     *
     * @param representative the legal representative, or who is in charge of a branch
     */
    public record Details(
            @Nullable EnterpriseScale scale,
            @Nullable String address,
            @Nullable String businessScope,
            @Nullable LocalDate establishedOn,
            @Nullable String representative) {
        static final Details NONE = new Details(null, null, null, null, null);
    }

    Enterprise representedBy(String person) {
        var with = new Details(
                details.scale(), details.address(), details.businessScope(), details.establishedOn(), person);
        return new Enterprise(usci, name, kind, regionCode, industry, parentUsci, with, version);
    }

    Enterprise withVersion(long next) {
        return new Enterprise(usci, name, kind, regionCode, industry, parentUsci, details, next);
    }
}
