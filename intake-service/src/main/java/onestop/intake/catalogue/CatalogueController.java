package onestop.intake.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import onestop.intake.catalogue.CatalogueEntries.EntryId;
import onestop.intake.catalogue.CatalogueEntries.Kind;
import onestop.intake.catalogue.Material.TrustLevel;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
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
    private static final int LONGEST_QUERY = 100;

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
    @GetMapping("/catalogue/search")
    Page<HitView> search(
            @RequestParam(required = false, defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) ServiceItem.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable Boolean appliedFor,
            @RequestParam(required = false) ServicePackage.@Nullable Group lifeEvent,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        if (q.length() > LONGEST_QUERY) {
            throw new InvalidFieldException("q", "too-long", LONGEST_QUERY);
        }
        var place = Cursor.parts(after, 2);
        int rank = place.isEmpty() ? -1 : Cursor.integer(place.getFirst());
        var hits = catalogues
                .index()
                .find(
                        new SearchIndex.Query(q, unit, kind, appliedFor, lifeEvent),
                        rank,
                        place.isEmpty() ? "" : place.getLast(),
                        limit.plusOne());
        var page = Page.of(
                hits,
                limit,
                hit -> Cursor.of(String.valueOf(hit.rank()), hit.item().code()));
        return new Page<>(page.items().stream().map(HitView::of).toList(), page.next());
    }

    /** One line of a search. */
    record HitView(
            String code,
            long version,
            String nameZh,
            String nameEn,
            String unit,
            ServiceItem.Kind kind,
            String kindCode,
            boolean appliedFor,
            ServiceItem.CaseType caseType,
            int promisedDays,
            int onlineDepth,
            List<ServicePackage.Group> lifeEvents) {

        static HitView of(SearchIndex.Hit hit) {
            var item = hit.item();
            return new HitView(
                    item.code(),
                    item.version(),
                    item.nameZh(),
                    item.nameEn(),
                    item.unit(),
                    item.kind(),
                    item.kind().code(),
                    item.kind().appliedFor(),
                    item.caseType(),
                    item.promisedDays(),
                    item.onlineDepth(),
                    List.copyOf(hit.lifeEvents()));
        }
    }

    @Open
    @GetMapping("/items/{code}")
    ResponseEntity<?> item(@PathVariable String code, @RequestParam(required = false) @Nullable Instant inForceAt) {
        var catalogue = catalogue(inForceAt, new EntryId(Kind.ITEM, code));
        return tagged(catalogue.item(code), ServiceItem::version, "unknown-item", code);
    }

    @Open
    @GetMapping("/packages/{code}")
    ResponseEntity<?> servicePackage(
            @PathVariable String code, @RequestParam(required = false) @Nullable Instant inForceAt) {
        var catalogue = catalogue(inForceAt, new EntryId(Kind.PACKAGE, code));
        return tagged(catalogue.servicePackage(code), ServicePackage::version, "unknown-package", code);
    }

    @Open
    @GetMapping("/guides/{itemCode}")
    ResponseEntity<?> guide(
            @PathVariable String itemCode, @RequestParam(required = false) @Nullable Instant inForceAt) {
        var catalogue = catalogue(inForceAt, new EntryId(Kind.ITEM, itemCode));
        return tagged(
                catalogue.item(itemCode).map(item -> GuideView.of(item, catalogue)),
                guide -> guide.item().version(),
                "unknown-item",
                itemCode);
    }

    /** What the guide of an item in force does not tell yet. */
    @Open
    @GetMapping("/guides/{itemCode}/completeness")
    ResponseEntity<?> completeness(@PathVariable String itemCode) {
        var catalogue = catalogues.current();
        return tagged(
                catalogue.item(itemCode).map(item -> Completeness.of(item, catalogue)),
                Completeness::version,
                "unknown-item",
                itemCode);
    }

    record Completeness(String code, long version, boolean complete, List<GuideCompleteness.Missing> missing) {
        static Completeness of(ServiceItem item, Catalogue catalogue) {
            var missing = GuideCompleteness.of(
                    item, key -> catalogue.material(key).map(Material::form).orElse(false));
            return new Completeness(item.code(), item.version(), missing.isEmpty(), missing);
        }
    }

    /** The catalogue in force, or so much of that of another moment as belongs to this entry. */
    private Catalogue catalogue(@Nullable Instant at, EntryId id) {
        return at == null ? catalogues.current() : catalogues.at(at, id);
    }

    @Allowed(Role.OPS)
    @MaxBody("20MB")
    @PutMapping("/catalogue")
    ImportCatalogue.Report replace(@RequestBody CatalogueDocument document, Caller caller) {
        return importCatalogue.replaceBy(document, caller.subject());
    }

    /** An item with everything an applicant wants to know about it. */
    record GuideView(ServiceItem item, Unit unit, List<GuideMaterial> materials) {
        static GuideView of(ServiceItem item, Catalogue catalogue) {
            return new GuideView(
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
