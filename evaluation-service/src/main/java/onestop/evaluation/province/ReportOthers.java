package onestop.evaluation.province;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import onestop.evaluation.partners.WhenTaken;
import onestop.evaluation.province.ProvinceTables.Matter;
import onestop.evaluation.scale.Source;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Notes what other systems have collected and the province is to be told by us. What lacks a national code when it is taken
 * in is not reported later: there are too many to look again.
 */
@Component
class ReportOthers implements WhenTaken {
    private static final int PIECE = 1_000;

    private final ProvinceTables tables;
    private final Set<Source> sources;

    ReportOthers(ProvinceTables tables, @Value("${onestop.evaluation.province.reported-sources}") Set<Source> sources) {
        this.tables = tables;
        this.sources = Set.copyOf(sources);
        if (sources.contains(Source.PROVINCE)) {
            throw new IllegalStateException(
                    "onestop.evaluation.province.reported-sources: what comes from the province is not sent back");
        }
    }

    boolean reports(Source source) {
        return sources.contains(source);
    }

    @Override
    public void taken(Collection<Taken> ratings, Instant at) {
        var ours = ratings.stream().filter(rating -> reports(rating.source())).toList();
        if (ours.isEmpty()) {
            return;
        }
        var known = tables.reportable(ours.stream()
                .map(rating -> new Matter(rating.unit(), rating.item()))
                .collect(Collectors.toCollection(HashSet::new)));
        Map<Source, List<String>> numbers = ours.stream()
                .filter(rating -> known.contains(new Matter(rating.unit(), rating.item())))
                .collect(Collectors.groupingBy(
                        Taken::source,
                        () -> new EnumMap<>(Source.class),
                        Collectors.mapping(Taken::number, Collectors.toList())));
        numbers.forEach((source, all) -> {
            for (int from = 0; from < all.size(); from += PIECE) {
                tables.noteTaken(source, all.subList(from, Math.min(all.size(), from + PIECE)), at);
            }
        });
    }
}
