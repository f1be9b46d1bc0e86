package onestop.evaluation.partners;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Ratings as partners send them. */
final class Sent {
    private Sent() {}

    static String newNumber() {
        return "12345-" + UUID.randomUUID();
    }

    static Map<String, @Nullable Object> good(String unit) {
        var rating = new HashMap<String, @Nullable Object>();
        rating.put("source", "HOTLINE");
        rating.put("number", newNumber());
        rating.put("unit", unit);
        rating.put("item", "QY-BG");
        rating.put("window", "W-" + unit);
        rating.put("officer", "O-" + unit);
        rating.put("town", "T-" + unit);
        rating.put("regionLevel", "TOWN");
        rating.put("level", "VERY_SATISFIED");
        rating.put("labels", List.of("510"));
        rating.put("channel", "PHONE");
        rating.put("ratedAt", "2026-03-05T09:30:00+08:00");
        return rating;
    }

    static Map<String, @Nullable Object> bad(String unit) {
        var rating = good(unit);
        rating.put("level", "DISSATISFIED");
        rating.put("labels", List.of("209", "214"));
        rating.put("text", "窗口说\t\\N\n再来一趟");
        rating.put("anonymous", false);
        return rating;
    }

    static Map<String, @Nullable Object> good(String unit, String field, @Nullable Object value) {
        var rating = good(unit);
        rating.put(field, value);
        return rating;
    }

    static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
