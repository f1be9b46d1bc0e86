package onestop.evaluation.partners;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import onestop.web.FieldProblem;
import org.jspecify.annotations.Nullable;

/** What became of each row of a batch, in their order. */
record BatchResult(long taken, long takenBefore, long alreadyRated, long waiting, long refused, List<Row> rows) {

    enum Result {
        TAKEN,
        /** This number of the source came before, now or earlier; it stands as it came first. */
        TAKEN_BEFORE,
        /** The service that the row names has a rating, given here or collected by another source; it stands. */
        ALREADY_RATED,
        /** A follow-up that came before its first rating, or before that was put right; it is taken once it was. */
        WAITING,
        REFUSED
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Row(int row, @Nullable String source, @Nullable String number, Result result, List<FieldProblem> errors) {}

    static BatchResult of(List<Row> rows) {
        return new BatchResult(
                count(rows, Result.TAKEN),
                count(rows, Result.TAKEN_BEFORE),
                count(rows, Result.ALREADY_RATED),
                count(rows, Result.WAITING),
                count(rows, Result.REFUSED),
                rows);
    }

    private static long count(List<Row> rows, Result result) {
        return rows.stream().filter(row -> row.result() == result).count();
    }
}
