package onestop.intake.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Loads the shipped catalogue at the first start, while there is none. */
@Component
@Order(1)
@ConditionalOnProperty("onestop.intake.demonstration-catalogue")
class DemonstrationCatalogue implements ApplicationRunner {
    private static final String FILE = "/demonstration/catalogue.json";

    private final ImportCatalogue importCatalogue;
    private final JsonMapper json;

    DemonstrationCatalogue(ImportCatalogue importCatalogue, JsonMapper json) {
        this.importCatalogue = importCatalogue;
        this.json = json;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        importCatalogue.ifEmpty(read(json));
    }

    static CatalogueDocument read(JsonMapper json) {
        try (InputStream file = DemonstrationCatalogue.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            return json.readValue(file, CatalogueDocument.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
