package onestop.intake.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Everything in force at one moment. Immutable: a calculation takes one and stays with it. */
public final class Catalogue {
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
