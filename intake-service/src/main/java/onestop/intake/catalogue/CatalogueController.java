package onestop.intake.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import onestop.intake.catalogue.Material.TrustLevel;
import onestop.web.Allowed;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.MaxBody;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The public catalogue, from memory, and its import. */
@RestController
@RequestMapping("/api/intake")
class CatalogueController {
    private final Catalogues catalogues;
    private final ImportCatalogue importCatalogue;
    private final Problems problems;

    CatalogueController(Catalogues catalogues, ImportCatalogue importCatalogue, Problems problems) {
        this.catalogues = catalogues;
        this.importCatalogue = importCatalogue;
        this.problems = problems;
    }

    @Open
    @GetMapping("/catalogue/units")
    Page<Unit> units(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return page(catalogues.current().units(), after, limit, _ -> true);
    }

    @Open
    @GetMapping("/catalogue/materials")
    Page<Material> materials(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return page(catalogues.current().materials(), after, limit, _ -> true);
    }

    @Open
    @GetMapping("/catalogue/items")
    Page<ServiceItem> items(
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return page(
                catalogues.current().items(),
                after,
                limit,
                item -> unit == null || item.unit().equals(unit));
    }

    @Open
    @GetMapping("/catalogue/packages")
    Page<ServicePackage> packages(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return page(catalogues.current().packages(), after, limit, _ -> true);
    }

    @Open
    @GetMapping("/items/{code}")
    ResponseEntity<?> item(@PathVariable String code) {
        return tagged(catalogues.current().item(code), ServiceItem::version, "unknown-item", code);
    }

    @Open
    @GetMapping("/packages/{code}")
    ResponseEntity<?> servicePackage(@PathVariable String code) {
        return tagged(catalogues.current().servicePackage(code), ServicePackage::version, "unknown-package", code);
    }

    @Open
    @GetMapping("/guides/{itemCode}")
    ResponseEntity<?> guide(@PathVariable String itemCode) {
        var catalogue = catalogues.current();
        return tagged(
                catalogue.item(itemCode).map(item -> Guide.of(item, catalogue)),
                guide -> guide.item().version(),
                "unknown-item",
                itemCode);
    }

    @Allowed(Role.OPS)
    @MaxBody("20MB")
    @PutMapping("/catalogue")
    ImportCatalogue.Report replace(@RequestBody CatalogueDocument document) {
        return importCatalogue.replaceBy(document);
    }

    /** An item with everything an applicant wants to know about it. */
    record Guide(ServiceItem item, Unit unit, List<GuideMaterial> materials) {
        static Guide of(ServiceItem item, Catalogue catalogue) {
            return new Guide(
                    item,
                    catalogue.unit(item.unit()).orElseThrow(),
                    item.materials().stream()
                            .map(need -> GuideMaterial.of(need, catalogue.materialOf(need)))
                            .toList());
        }
    }

    record GuideMaterial(
            String key,
            String nameZh,
            String nameEn,
            TrustLevel trustLevel,
            String issuer,
            Material.Kind kind,
            boolean required,
            @Nullable String condition,
            int copies,
            boolean deferrable,
            boolean commitmentAllowed) {

        static GuideMaterial of(ServiceItem.Need need, Material material) {
            return new GuideMaterial(
                    material.key(),
                    material.nameZh(),
                    material.nameEn(),
                    material.trustLevel(),
                    material.issuer(),
                    material.kind(),
                    need.required(),
                    need.condition(),
                    need.copies(),
                    material.deferrable(),
                    material.commitmentAllowed());
        }
    }

    private interface VersionOf<T> {
        long of(T value);
    }

    private <T> ResponseEntity<?> tagged(Optional<T> found, VersionOf<T> version, String slug, String code) {
        return found.<ResponseEntity<?>>map(value -> ResponseEntity.ok()
                        .eTag(Versions.etag(version.of(value)))
                        .body(value))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, slug, code));
    }

    private static <T> Page<T> page(
            NavigableMap<String, T> all, @Nullable String after, Limit limit, Predicate<T> wanted) {
        var place = Cursor.parts(after, 1);
        var rest = place.isEmpty() ? all : all.tailMap(place.getFirst(), false);
        var items = new ArrayList<T>();
        String last = "";
        for (var entry : rest.entrySet()) {
            if (wanted.test(entry.getValue())) {
                if (items.size() == limit.value()) {
                    return new Page<>(items, Cursor.of(last));
                }
                items.add(entry.getValue());
                last = entry.getKey();
            }
        }
        return new Page<>(items, null);
    }
}
