package onestop.intake.catalogue;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onestop.intake.catalogue.ServicePackage.Group;
import onestop.intake.figures.Figure;
import onestop.intake.figures.FigureDefinition;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import onestop.intake.figures.FigureQuery;
import onestop.intake.figures.FigureSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What can be asked for, as it was in force at the end of the period. */
@Component
class CatalogueFigures implements FigureSource {
    private static final FigureDefinition UNITS = FigureDefinition.count(
            "UNITS_UNDER_RATING",
            "接受评价的单位",
            "Units with at least one item that can be rated",
            CountedUnit.UNIT,
            Cut.PERIOD);
    private static final FigureDefinition APPLICATION_ITEMS = FigureDefinition.count(
            "APPLICATION_ITEMS", "依申请服务事项", "Items on application", CountedUnit.ITEM, Cut.PERIOD);
    private static final FigureDefinition CONVENIENCE_ITEMS =
            FigureDefinition.count("CONVENIENCE_ITEMS", "便民服务事项", "Convenience items", CountedUnit.ITEM, Cut.PERIOD);
    private static final Map<Group, FigureDefinition> PACKAGES = packages();

    private final JdbcClient jdbc;
    private final InstantSource clock;

    CatalogueFigures(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private static Map<Group, FigureDefinition> packages() {
        var definitions = new EnumMap<Group, FigureDefinition>(Group.class);
        for (var group : Group.values()) {
            var names = namesOf(group);
            definitions.put(
                    group,
                    FigureDefinition.count(
                            "PACKAGES_" + group,
                            names.zh() + "套餐",
                            "Packages: " + names.en(),
                            CountedUnit.PACKAGE,
                            Cut.PERIOD));
        }
        return definitions;
    }

    private record Names(String zh, String en) {}

    private static Names namesOf(Group group) {
        return switch (group) {
            case START -> new Names("企业开办", "start-up");
            case CHANGE -> new Names("变更集成办", "changes");
            case BATCH -> new Names("分支机构批量变更", "changes of many branches");
            case EXIT -> new Names("企业注销", "closing down");
            case INDUSTRY -> new Names("行业准入", "taking up a trade");
            case PROJECT -> new Names("工程建设", "construction projects");
        };
    }

    @Override
    public List<FigureDefinition> definitions() {
        var all = new ArrayList<FigureDefinition>(PACKAGES.values());
        all.addAll(List.of(UNITS, APPLICATION_ITEMS, CONVENIENCE_ITEMS));
        return all;
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        var now = clock.instant();
        var at = query.end().isBefore(now) ? query.end() : now;
        // One record a row: a body is read once, however many of its members are asked for.
        var counted = jdbc.sql("""
                SELECT coalesce(b.kind, b."group") AS sort, b.unit, count(*) AS entries
                  FROM catalogue_entry e
                 CROSS JOIN LATERAL jsonb_to_record(e.body) AS b (kind text, unit text, "group" text)
                 WHERE e.kind IN ('ITEM', 'PACKAGE') AND e.body IS NOT NULL
                   AND e.valid_from <= :at AND (e.valid_until IS NULL OR e.valid_until > :at)
                 GROUP BY 1, 2
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Counted(row.getString("sort"), row.getString("unit"), row.getLong("entries")))
                .list();
        long convenience = entries(counted, ServiceItem.Kind.PUBLIC_SERVICE.name());
        long items = 0;
        for (var kind : ServiceItem.Kind.values()) {
            items += entries(counted, kind.name());
        }
        var figures = new ArrayList<Figure>();
        figures.add(UNITS.of(counted.stream()
                .map(Counted::unit)
                .filter(Objects::nonNull)
                .distinct()
                .count()));
        figures.add(APPLICATION_ITEMS.of(items - convenience));
        figures.add(CONVENIENCE_ITEMS.of(convenience));
        PACKAGES.forEach((group, definition) -> figures.add(definition.of(entries(counted, group.name()))));
        return figures;
    }

    private record Counted(@Nullable String sort, @Nullable String unit, long entries) {}

    private static long entries(List<Counted> counted, String sort) {
        return counted.stream()
                .filter(one -> sort.equals(one.sort()))
                .mapToLong(Counted::entries)
                .sum();
    }
}
