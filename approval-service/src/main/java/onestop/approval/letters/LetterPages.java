package onestop.approval.letters;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import onestop.approval.letters.Letters.Printable;
import onestop.documents.ChineseTime;
import onestop.documents.PdfRenderer;
import onestop.documents.Templates;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The page of a letter: the template of its kind and generation, filled with what was stored. */
@Component
class LetterPages {
    /** What the fields of the details are called whose values are dates. */
    private static final String DATES = "On";

    /** Words of the law for the kinds of suspension; a kind without one is shown by its code. */
    private static final Map<String, String> PROCEDURES = Map.ofEntries(
            Map.entry("CORRECTION", "补正材料"),
            Map.entry("HEARING", "听证"),
            Map.entry("TENDER", "招标"),
            Map.entry("AUCTION", "拍卖"),
            Map.entry("ON_SITE_INSPECTION", "现场核查"),
            Map.entry("TESTING", "检验、检测"),
            Map.entry("QUARANTINE", "检疫"),
            Map.entry("APPRAISAL", "鉴定"),
            Map.entry("EXPERT_REVIEW", "专家评审"),
            Map.entry("PUBLICITY", "公示"),
            Map.entry("FORWARDED_UP", "报请上级机关审查"),
            Map.entry("FORWARD_TO_UPPER", "报请上级机关审查"));

    /** What may be wrong with a material. */
    private static final Map<String, String> FAULTS = Map.of(
            "MISSING", "缺少",
            "INCOMPLETE", "不完整",
            "NOT_VALID", "无效或过期",
            "NOT_LEGIBLE", "无法辨认",
            "CONTRADICTORY", "内容不一致",
            "OTHER", "其他");

    private final Templates templates = new Templates("/letter/", LetterPages::words);

    String of(Printable paper) {
        var letter = paper.letter();
        var values = new HashMap<String, Object>(values(paper.facts()));
        values.put("title", letter.kind().nameZh());
        values.put("number", letter.number());
        values.put("issuedOn", letter.issuedOn());
        values.put("receiptNumber", letter.receiptNumber());
        values.put("caseNumber", letter.caseNumber());
        values.put("families", PdfRenderer.FAMILIES);
        var folder = "v" + paper.template() + "/";
        values.put("content", templates.fill(folder, letter.kind().template(), values));
        return templates.fill(folder, "layout", values);
    }

    /** The facts of the case, and beside them those of the act under {@code details}; what is null is left out. */
    private static Map<String, Object> values(JsonNode facts) {
        var values = new HashMap<String, Object>();
        facts.properties().forEach(field -> {
            var value = field.getValue();
            if (value.isArray()) {
                values.put(
                        field.getKey(),
                        value.valueStream().map(LetterPages::element).toList());
            } else if (value.isObject()) {
                values.put(field.getKey(), values(value));
            } else if (!value.isNull()) {
                values.put(field.getKey(), value(field.getKey(), value));
            }
        });
        return values;
    }

    private static Object element(JsonNode one) {
        return one.isObject() ? values(one) : value("", one);
    }

    private static Object value(String name, JsonNode value) {
        if (name.equals("fault")) {
            return FAULTS.getOrDefault(value.asString(), value.asString());
        }
        if (name.equals("kind")) {
            return PROCEDURES.getOrDefault(value.asString(), value.asString());
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return name.endsWith(DATES) && value.isString() ? LocalDate.parse(value.asString()) : value.asString();
    }

    private static String words(Object value) {
        return switch (value) {
            case LocalDate date -> ChineseTime.date(date);
            case Instant instant -> ChineseTime.moment(instant);
            default -> value.toString();
        };
    }
}
