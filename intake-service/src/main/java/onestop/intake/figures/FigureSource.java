package onestop.intake.figures;

import java.util.List;

/** Counts what one feature knows about. */
public interface FigureSource {

    /** All that it can count, always the same. */
    List<FigureDefinition> definitions();

    /**
     * Counts, in one round trip to the database. A figure that is not kept by what the query asks for may be left out;
     * it is not shown.
     */
    List<Figure> count(FigureQuery query);
}
