package onestop.intake.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onestop.intake.figures.FigureDefinition.Cut;
import org.springframework.stereotype.Service;

/** All sources together. */
@Service
class ComputedFigures {
    private final List<FigureSource> sources;
    private final Map<String, Known> byCode = new HashMap<>();

    private record Known(FigureDefinition definition, FigureSource source) {}

    ComputedFigures(List<FigureSource> sources) {
        this.sources = List.copyOf(sources);
        for (var source : sources) {
            for (var definition : source.definitions()) {
                if (byCode.put(definition.code(), new Known(definition, source)) != null) {
                    throw new IllegalStateException("two figures are called " + definition.code());
                }
            }
        }
    }

    /** A figure that is not kept by all that was asked for. */
    record NotKept(String code, List<Cut> by) {}

    record Computed(List<Figure> figures, List<NotKept> notKept) {}

    Computed all(FigureQuery query) {
        var figures = new ArrayList<Figure>();
        var notKept = new ArrayList<NotKept>();
        for (var source : sources) {
            boolean any = false;
            for (var definition : source.definitions()) {
                var lacking = lacking(definition, query);
                if (lacking.isEmpty()) {
                    any = true;
                } else {
                    notKept.add(new NotKept(definition.code(), lacking));
                }
            }
            if (any) {
                source.count(query).stream()
                        .filter(figure -> lacking(figure.definition(), query).isEmpty())
                        .forEach(figures::add);
            }
        }
        figures.sort(Comparator.comparing(figure -> figure.definition().code()));
        notKept.sort(Comparator.comparing(NotKept::code));
        return new Computed(figures, notKept);
    }

    Optional<FigureDefinition> definition(String code) {
        return Optional.ofNullable(byCode.get(code)).map(Known::definition);
    }

    /** One figure that is kept by all that is asked for. */
    Figure one(FigureDefinition definition, FigureQuery query) {
        var known = byCode.get(definition.code());
        if (known == null) {
            throw new IllegalArgumentException(definition.code());
        }
        return known.source().count(query).stream()
                .filter(figure -> figure.definition().code().equals(definition.code()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(definition.code() + " was not counted by its source"));
    }

    /** By what the query cuts and the figure is not kept. */
    static List<Cut> lacking(FigureDefinition definition, FigureQuery query) {
        var lacking = EnumSet.noneOf(Cut.class);
        lacking.addAll(query.cuts());
        lacking.removeAll(definition.cuts());
        return List.copyOf(lacking);
    }
}
