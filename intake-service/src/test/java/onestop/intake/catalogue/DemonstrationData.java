package onestop.intake.catalogue;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The shipped catalogue, for tests that need no database. */
public final class DemonstrationData {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public static Catalogue catalogue() {
        return CatalogueCheck.check(document());
    }

    static CatalogueDocument document() {
        return DemonstrationCatalogue.read(JSON);
    }

    private DemonstrationData() {}
}
