package onestop.intake.enterprise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import onestop.web.Allowed;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finds enterprises for staff of the hall, by parts of the name or the beginning of the code. */
@RestController
class EnterpriseSearchController {
    private static final int LONGEST = 100;
    private static final int MOST_WORDS = 8;
    /** So much of a code is no name. */
    private static final String BEGINNING_OF_A_CODE = "[0-9ANY][0-9A-HJ-NP-RTUWXY][0-9]{4}[0-9A-HJ-NP-RTUWXY]{0,12}";

    private final Enterprises enterprises;

    EnterpriseSearchController(Enterprises enterprises) {
        this.enterprises = enterprises;
    }

    record FoundView(
            String usci,
            String name,
            EnterpriseKind kind,
            String regionCode,
            @Nullable String industry,
            @Nullable String parentUsci) {
        static FoundView of(Enterprise entry) {
            return new FoundView(
                    entry.usci(), entry.name(), entry.kind(), entry.regionCode(), entry.industry(), entry.parentUsci());
        }
    }

    @Allowed({Role.HELPER, Role.WINDOW, Role.UNIT_MANAGER, Role.OPS})
    @GetMapping("/api/intake/enterprises")
    Page<FoundView> search(
            @RequestParam String q,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var text = q.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new InvalidFieldException("q", "length-range", 1, LONGEST);
        }
        var place = Cursor.parts(after, 1);
        var from = place.isEmpty() ? "" : place.getFirst();
        var code = text.toUpperCase(Locale.ROOT);
        var found = code.matches(BEGINNING_OF_A_CODE)
                ? enterprises.withCode(code, from, limit.plusOne())
                : enterprises.withName(words(text), from, limit.plusOne());
        return Page.of(found.stream().map(FoundView::of).toList(), limit, entry -> Cursor.of(entry.usci()));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s\\u3000]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MOST_WORDS)
                .toList();
    }
}
