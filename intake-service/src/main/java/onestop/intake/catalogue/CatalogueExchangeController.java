package onestop.intake.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import onestop.intake.catalogue.CatalogueEntries.Kind;
import onestop.intake.catalogue.ImportCatalogue.Mode;
import onestop.intake.catalogue.ImportCatalogue.Outcome;
import onestop.intake.catalogue.ImportCatalogue.RowResult;
import onestop.intake.sheet.SheetFormat;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.FieldProblem;
import onestop.web.MaxBody;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Many entries at once, in and out. An import takes over what another system has decided; it is not drafted here. */
@RestController
@RequestMapping("/api/intake/catalogue")
class CatalogueExchangeController {
    private final ImportCatalogue importCatalogue;
    private final Catalogues catalogues;
    private final Problems problems;

    CatalogueExchangeController(ImportCatalogue importCatalogue, Catalogues catalogues, Problems problems) {
        this.importCatalogue = importCatalogue;
        this.catalogues = catalogues;
        this.problems = problems;
    }

    /** @param rows one line for each entry of the file */
    record ImportReport(Mode mode, int published, int unchanged, int refused, List<Row> rows) {}

    /** @param version the version in force after the import; none when the row was refused */
    record Row(
            String row,
            Kind kind,
            String key,
            Outcome outcome,
            @Nullable Long version,
            List<FieldProblem> errors) {}

    @Allowed(Role.OPS)
    @MaxBody("20MB")
    @PutMapping("/entries")
    ImportReport take(
            @RequestBody CatalogueDocument document,
            @RequestParam(defaultValue = "ALL_OR_NOTHING") Mode mode,
            Caller caller) {
        return report(mode, importCatalogue.take(CatalogueCheck.entered(document, false), mode, caller.subject()));
    }

    /** CSV or XLSX, which is found out by content. */
    @Allowed(Role.OPS)
    @MaxBody("20MB")
    @PutMapping("/entries/sheet")
    ImportReport takeSheet(InputStream file, @RequestParam(defaultValue = "ALL_OR_NOTHING") Mode mode, Caller caller)
            throws IOException {
        return report(mode, importCatalogue.take(CatalogueSheets.read(file), mode, caller.subject()));
    }

    private ImportReport report(Mode mode, List<RowResult> results) {
        return new ImportReport(
                mode,
                count(results, Outcome.PUBLISHED),
                count(results, Outcome.UNCHANGED),
                count(results, Outcome.REFUSED),
                results.stream()
                        .map(result -> new Row(
                                result.row().at(),
                                result.row().id().kind(),
                                result.row().id().key(),
                                result.outcome(),
                                result.outcome() == Outcome.REFUSED ? null : result.version(),
                                result.row().errors().told(problems)))
                        .toList());
    }

    private static int count(List<RowResult> results, Outcome outcome) {
        return (int)
                results.stream().filter(result -> result.outcome() == outcome).count();
    }

    @Allowed({Role.OPS, Role.AUDITOR})
    @GetMapping("/export")
    CatalogueDocument export() {
        return CatalogueDocument.of(catalogues.current());
    }

    @Allowed({Role.OPS, Role.AUDITOR})
    @GetMapping("/export/sheet")
    ResponseEntity<byte[]> exportSheet(@RequestParam(defaultValue = "XLSX") SheetFormat format, Locale language)
            throws IOException {
        var chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(format.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=catalogue." + format.extension())
                .body(CatalogueSheets.write(CatalogueDocument.of(catalogues.current()), format, chinese));
    }
}
