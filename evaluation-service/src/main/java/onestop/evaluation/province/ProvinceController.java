package onestop.evaluation.province;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import onestop.evaluation.province.ProvinceSeal.Signature;
import onestop.evaluation.province.ProvinceTables.Kind;
import onestop.evaluation.province.ProvinceTables.Reported;
import onestop.evaluation.rectification.AccountsOfSources;
import onestop.evaluation.scale.Source;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What has been reported, for the system that carries it up, from wherever it stopped. */
@RestController
class ProvinceController {
    private final ProvinceTables tables;
    private final AccountsOfSources accounts;
    private final Problems problems;
    private final JsonMapper json;
    private final ProvinceSeal seal;
    private final InstantSource clock;

    ProvinceController(
            ProvinceTables tables,
            AccountsOfSources accounts,
            Problems problems,
            JsonMapper json,
            ProvinceSeal seal,
            InstantSource clock) {
        this.tables = tables;
        this.accounts = accounts;
        this.problems = problems;
        this.json = json;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * @param number increasing; send the last one's cursor to read on
     * @param writingEvaluation what the rater wrote, of a rating
     */
    record MessageView(
            long number,
            Kind kind,
            JsonNode message,
            @Nullable String writingEvaluation,
            @Nullable SealedView sealed) {}

    /** The whole message with the persons in it, for the province alone. */
    record SealedView(String time, String appMark, String sign, String body) {}

    /** A page and where to read on, also after the last page: more will come. */
    record MessagePage(
            List<MessageView> items,
            @Nullable String next,
            @Nullable String readOn) {}

    /** For the account that speaks for the province alone: with a file's number a rated unit's own system would know who rated. */
    @Allowed(Role.PARTNER)
    @GetMapping("/api/evaluation/province/messages")
    ResponseEntity<?> messages(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        if (caller.unit() != null || !accounts.speaksFor(caller.subject(), Source.PROVINCE)) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-the-province");
        }
        var place = Cursor.parts(after, 1);
        var signature = seal.signature(clock.instant());
        var rows = tables.reportedAfter(place.isEmpty() ? 0 : Cursor.number(place.getFirst()), limit.plusOne());
        var page = Page.of(
                rows.stream().map(row -> view(row, signature)).toList(), limit, last -> Cursor.of(last.number()));
        var readOn = page.items().isEmpty()
                ? after
                : Cursor.of(page.items().getLast().number());
        return ResponseEntity.ok(new MessagePage(page.items(), page.next(), readOn));
    }

    private MessageView view(Reported one, @Nullable Signature signature) {
        var body = one.sealed();
        return new MessageView(
                one.number(),
                one.kind(),
                json.readTree(one.json()),
                one.written(),
                body == null || signature == null
                        ? null
                        : new SealedView(
                                signature.time(),
                                signature.appMark(),
                                signature.sign(),
                                HexFormat.of().formatHex(body)));
    }
}
