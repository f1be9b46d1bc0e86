package onestop.evaluation.scale;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The national labels. They change by migration only, so they are read once. */
@Component
public class Labels {
    private final Map<String, Label> byCode = new LinkedHashMap<>();

    Labels(JdbcClient jdbc) {
        jdbc.sql("""
                SELECT code, level, label_zh, label_en, core, using_status, label_set
                  FROM rating_label
                 ORDER BY left(code, 1) DESC, label_set DESC, code
                """).query(Label.class).list().forEach(label -> byCode.put(label.code(), label));
    }

    public Optional<Label> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The labels of these codes, which must be known. */
    public List<Label> of(Collection<String> codes) {
        return codes.stream().map(code -> find(code).orElseThrow()).toList();
    }

    /** What a new rating may carry, best level first. */
    public List<Label> inUse() {
        return byCode.values().stream().filter(Label::usingStatus).toList();
    }

    /** All of them, best level first, the set in use before the older one. */
    List<Label> all() {
        return List.copyOf(byCode.values());
    }
}
