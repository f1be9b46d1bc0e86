package onestop.evaluation.results;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.evaluation.catalogue.CatalogueNames.Name;
import onestop.evaluation.personal.PublicWords;
import onestop.evaluation.results.Results.Asked;
import onestop.evaluation.results.Results.Place;
import onestop.evaluation.results.Results.Result;
import onestop.evaluation.scale.Label;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Level;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of bad ratings, for everybody; the words about it are written by a supervisor who is not concerned. */
@RestController
class ResultController {
    private final Results results;
    private final Labels labels;
    private final CatalogueNames names;
    private final Problems problems;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    ResultController(
            Results results,
            Labels labels,
            CatalogueNames names,
            Problems problems,
            InstantSource clock,
            TransactionTemplate transaction) {
        this.results = results;
        this.labels = labels;
        this.names = names;
        this.problems = problems;
        this.clock = clock;
        this.transaction = transaction;
    }

    record LabelView(
            String code, @Nullable String labelZh, @Nullable String labelEn) {
        static LabelView of(Label label) {
            return new LabelView(label.code(), label.labelZh(), label.labelEn());
        }
    }

    /** @param said what the rater wrote, as a supervisor has put it for the public */
    record ResultView(
            UUID resultId,
            String unit,
            @Nullable String unitNameZh,
            @Nullable String unitNameEn,
            @Nullable String item,
            @Nullable String itemNameZh,
            @Nullable String itemNameEn,
            @Nullable String service,
            Level level,
            List<LabelView> labels,
            LocalDate ratedOn,
            LocalDate contactedOn,
            LocalDate rectifiedOn,
            boolean onTime,
            int rounds,
            @Nullable String callBack,
            LocalDate closedOn,
            @Nullable String measuresZh,
            @Nullable String measuresEn,
            @Nullable String said) {

        static ResultView of(Result result, List<Label> labels, @Nullable Name unit, @Nullable Name item) {
            return new ResultView(
                    result.id(),
                    result.unit(),
                    unit == null ? null : unit.nameZh(),
                    unit == null ? null : unit.nameEn(),
                    result.item(),
                    item == null ? null : item.nameZh(),
                    item == null ? null : item.nameEn(),
                    result.service(),
                    result.level(),
                    labels.stream().map(LabelView::of).toList(),
                    result.ratedOn(),
                    result.contactedOn(),
                    result.rectifiedOn(),
                    result.onTime(),
                    result.rounds(),
                    result.callBack(),
                    CountyTime.dayOf(result.closedAt()),
                    result.measuresZh(),
                    result.measuresEn(),
                    result.said());
        }
    }

    record WordsBody(
            @Nullable @Size(max = 500) String measuresZh,
            @Nullable @Size(max = 500) String measuresEn,
            @Nullable @Size(max = 150) String said) {

        WordsBody {
            measuresZh = filled(measuresZh);
            measuresEn = filled(measuresEn);
            said = filled(said);
        }

        private static @Nullable String filled(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }

        void check() {
            if (measuresZh == null && (said == null || measuresEn != null)) {
                throw new InvalidFieldException("measuresZh", "required");
            }
            PublicWords.check("measuresZh", measuresZh);
            PublicWords.check("measuresEn", measuresEn);
            PublicWords.check("said", said);
        }
    }

    @Open
    @GetMapping("/api/evaluation/public/results")
    Page<ResultView> list(
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @Pattern(regexp = "[A-Za-z0-9._-]{1,60}") @Nullable String item,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var parts = Cursor.parts(after, 2);
        var place = parts.isEmpty() ? null : new Place(Cursor.instant(parts.get(0)), Cursor.uuid(parts.get(1)));
        var page = Page.of(
                results.page(new Asked(unit, item), place, limit.plusOne()),
                limit,
                last -> Cursor.of(last.closedAt(), last.id()));
        return new Page<>(views(page.items()), page.next());
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/api/evaluation/rectifications/{rectificationId}/public-words")
    ResponseEntity<?> publish(Caller caller, @PathVariable UUID rectificationId, @Valid @RequestBody WordsBody body) {
        body.check();
        return transaction.execute(_ -> change(
                caller,
                rectificationId,
                result -> results.publish(
                        result,
                        body.measuresZh(),
                        body.measuresEn(),
                        body.said(),
                        caller.subject(),
                        CountyTime.now(clock))));
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @DeleteMapping("/api/evaluation/rectifications/{rectificationId}/public-words")
    ResponseEntity<?> withdraw(Caller caller, @PathVariable UUID rectificationId) {
        return transaction.execute(_ -> change(caller, rectificationId, result -> results.withdraw(result.id())));
    }

    private ResponseEntity<?> change(Caller caller, UUID resultId, Consumer<Result> change) {
        var order = results.order(resultId, caller.subject(), caller.unit());
        if (order.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-rectification");
        }
        if (order.get().concerned()) {
            return problems.reply(HttpStatus.FORBIDDEN, "own-matter");
        }
        var result = results.find(resultId);
        if (result.isEmpty()) {
            return problems.reply(HttpStatus.CONFLICT, "no-result-yet");
        }
        change.accept(result.get());
        return ResponseEntity.ok(
                views(List.of(results.find(resultId).orElseThrow())).getFirst());
    }

    private List<ResultView> views(List<Result> found) {
        Map<String, Name> units =
                names.units(found.stream().map(Result::unit).distinct().toList());
        Map<String, Name> items = names.matters(found.stream()
                .map(result -> String.valueOf(result.item()))
                .distinct()
                .toList());
        return found.stream()
                .map(result -> ResultView.of(
                        result,
                        labels.of(result.labels()),
                        units.get(result.unit()),
                        items.get(String.valueOf(result.item()))))
                .toList();
    }
}
