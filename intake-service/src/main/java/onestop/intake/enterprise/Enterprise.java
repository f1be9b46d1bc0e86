package onestop.intake.enterprise;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the registry.
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
        long version) {

    /** Whether the other entry says the same; versions apart. */
    boolean saysTheSame(Enterprise other) {
        return withVersion(0).equals(other.withVersion(0));
    }

    Enterprise withVersion(long next) {
        return new Enterprise(usci, name, kind, regionCode, industry, parentUsci, next);
    }
}
