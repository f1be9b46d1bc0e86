package onestop.intake.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole catalogue as it is imported: the shape of the shipped demonstration catalogue. Anything may be missing until
 * {@link CatalogueCheck} has looked at it. Members of which the platform has no use are let through.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CatalogueDocument(
        @Nullable List<UnitEntry> departments,
        @Nullable List<MaterialEntry> materials,
        @Nullable List<ItemEntry> items,
        @Nullable List<PackageEntry> packages) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record UnitEntry(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String usci) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record MaterialEntry(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable String nameEn,
            Material.@Nullable TrustLevel trustLevel,
            @Nullable String issuer,
            Material.@Nullable Kind kind,
            @Nullable Boolean deferrable,
            @Nullable Boolean commitmentAllowed,
            @Nullable Boolean shareableByData) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ItemEntry(
            @Nullable String code,
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String deptKey,
            ServiceItem.@Nullable Kind kind,
            ServiceItem.@Nullable CaseType caseType,
            @Nullable Integer statutoryDays,
            @Nullable Integer promisedDays,
            @Nullable String baseCode,
            @Nullable String implementCode,
            @Nullable List<NeedEntry> materials,
            @Nullable List<String> specialProcedures,
            @Nullable String resultNameZh,
            @Nullable List<String> producesMaterials,
            @Nullable Boolean feeCharged,
            @Nullable Integer onlineDepth,
            @Nullable String note) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record NeedEntry(
            @Nullable String key,
            @Nullable Boolean required,
            @Nullable String condition,
            @Nullable Integer copies) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PackageEntry(
            @Nullable String code,
            @Nullable String nameZh,
            @Nullable String nameEn,
            ServicePackage.@Nullable Group group,
            @Nullable List<List<String>> stages,
            @Nullable Map<String, String> conditionalItems,
            @Nullable String note) {}
}
