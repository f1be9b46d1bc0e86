package onestop.evaluation.partners;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onestop.evaluation.partners.BatchResult.Result;
import onestop.evaluation.partners.BatchResult.Row;
import onestop.web.FieldProblem;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import onestop.web.errors.UnreadableBody;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the rows of a batch, each by itself: one that cannot be read, or does not hold, keeps no other out. */
@Component
class BatchRows {
    private final JsonMapper json;
    private final Problems problems;
    private final UnreadableBody unreadable;

    BatchRows(JsonMapper json, Problems problems) {
        this.json = json;
        this.problems = problems;
        this.unreadable = new UnreadableBody(problems);
    }

    sealed interface Checked<T> {}

    record Good<T>(T row) implements Checked<T> {}

    record Bad<T>(FieldProblem why) implements Checked<T> {}

    /**
     * Reads rows and checks them.
     *
     * @param check throws {@link InvalidFieldException} for what does not hold
     */
    <S, T> List<Checked<T>> read(List<JsonNode> sent, Class<S> type, Function<S, T> check) {
        return sent.stream().map(row -> read(row, type, check)).toList();
    }

    private <S, T> Checked<T> read(JsonNode row, Class<S> type, Function<S, T> check) {
        try {
            return row.isObject()
                    ? new Good<>(check.apply(json.treeToValue(row, type)))
                    : new Bad<>(problems.field("body", "object"));
        } catch (JacksonException e) {
            return new Bad<>(unreadable.ofPart(e));
        } catch (InvalidFieldException e) {
            return new Bad<>(problem(e));
        }
    }

    static <T> List<T> good(List<Checked<T>> rows) {
        return rows.stream()
                .flatMap(row -> row instanceof Good<T>(var good) ? Stream.of(good) : Stream.empty())
                .toList();
    }

    /**
     * The answer, row by row.
     *
     * @param refused what was found not to hold later on
     * @param result what became of a row that holds; asked once for each, in their order
     */
    <T> BatchResult result(
            List<JsonNode> sent,
            List<Checked<T>> rows,
            Map<T, InvalidFieldException> refused,
            Function<T, Result> result) {
        return BatchResult.of(IntStream.range(0, rows.size())
                .mapToObj(i -> {
                    var why = whyNot(rows.get(i), refused);
                    return new Row(
                            i,
                            text(sent.get(i), "source"),
                            text(sent.get(i), "number"),
                            why == null && rows.get(i) instanceof Good<T>(var good)
                                    ? result.apply(good)
                                    : Result.REFUSED,
                            why == null ? List.of() : List.of(why));
                })
                .toList());
    }

    private <T> @Nullable FieldProblem whyNot(Checked<T> row, Map<T, InvalidFieldException> refused) {
        return switch (row) {
            case Bad<T>(var why) -> why;
            case Good<T>(var good) -> {
                var why = refused.get(good);
                yield why == null ? null : problem(why);
            }
        };
    }

    private FieldProblem problem(InvalidFieldException e) {
        return problems.field(e.field(), e.code(), e.args());
    }

    private static @Nullable String text(JsonNode row, String field) {
        return row.path(field).isString() ? row.path(field).asString() : null;
    }
}
