package onestop.intake.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Everything in force at one moment. Immutable: a calculation takes one and stays with it. */
public final class Catalogue {
    static final Catalogue EMPTY = new Catalogue(List.of(), List.of(), List.of(), List.of());

    private final NavigableMap<String, Unit> units;
    private final NavigableMap<String, Material> materials;
    private final NavigableMap<String, ServiceItem> items;
    private final NavigableMap<String, ServicePackage> packages;

    public Catalogue(
            Collection<Unit> units,
            Collection<Material> materials,
            Collection<ServiceItem> items,
            Collection<ServicePackage> packages) {
        this.units = byKey(units, Unit::key);
        this.materials = byKey(materials, Material::key);
        this.items = byKey(items, ServiceItem::code);
        this.packages = byKey(packages, ServicePackage::code);
    }

    /** The catalogue of these units, materials, items and packages. */
    static Catalogue of(Collection<?> bodies) {
        var units = new ArrayList<Unit>();
        var materials = new ArrayList<Material>();
        var items = new ArrayList<ServiceItem>();
        var packages = new ArrayList<ServicePackage>();
        for (var body : bodies) {
            switch (body) {
                case Unit unit -> units.add(unit);
                case Material material -> materials.add(material);
                case ServiceItem item -> items.add(item);
                case ServicePackage servicePackage -> packages.add(servicePackage);
                default -> throw new IllegalArgumentException("an entry of no known kind: " + body.getClass());
            }
        }
        return new Catalogue(units, materials, items, packages);
    }

    boolean has(CatalogueEntries.EntryId id) {
        return map(id.kind()).containsKey(id.key());
    }

    NavigableMap<String, ?> map(CatalogueEntries.Kind kind) {
        return switch (kind) {
            case UNIT -> units;
            case MATERIAL -> materials;
            case ITEM -> items;
            case PACKAGE -> packages;
        };
    }

    public Optional<Unit> unit(String key) {
        return Optional.ofNullable(units.get(key));
    }

    public Optional<Material> material(String key) {
        return Optional.ofNullable(materials.get(key));
    }

    public Optional<ServiceItem> item(String code) {
        return Optional.ofNullable(items.get(code));
    }

    public Optional<ServicePackage> servicePackage(String code) {
        return Optional.ofNullable(packages.get(code));
    }

    /** The material an item of this catalogue asks for; an import with a dangling key is refused, so it is there. */
    public Material materialOf(ServiceItem.Need need) {
        return material(need.key()).orElseThrow(() -> new IllegalStateException("no material " + need.key()));
    }

    /** The codes of all items in force, in order. */
    public Set<String> itemCodes() {
        return items.keySet();
    }

    NavigableMap<String, Unit> units() {
        return units;
    }

    NavigableMap<String, Material> materials() {
        return materials;
    }

    NavigableMap<String, ServiceItem> items() {
        return items;
    }

    NavigableMap<String, ServicePackage> packages() {
        return packages;
    }

    private static <T> NavigableMap<String, T> byKey(Collection<T> entries, Function<T, String> key) {
        var map = new TreeMap<String, T>();
        entries.forEach(entry -> map.put(key.apply(entry), entry));
        return Collections.unmodifiableNavigableMap(map);
    }
}
