package onestop.intake.catalogue;

import static onestop.intake.sheet.Column.optional;
import static onestop.intake.sheet.Column.required;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.intake.catalogue.CatalogueCheck.Entered;
import onestop.intake.catalogue.CatalogueDocument.ItemEntry;
import onestop.intake.catalogue.CatalogueDocument.MaterialEntry;
import onestop.intake.catalogue.CatalogueDocument.NeedEntry;
import onestop.intake.catalogue.CatalogueDocument.PackageEntry;
import onestop.intake.catalogue.CatalogueDocument.QuestionEntry;
import onestop.intake.catalogue.CatalogueDocument.UnitEntry;
import onestop.intake.sheet.SheetFormat;
import onestop.intake.sheet.SheetLimits;
import onestop.intake.sheet.SheetReader;
import onestop.intake.sheet.SheetRow;
import onestop.intake.sheet.SheetWriter;
import onestop.intake.sheet.Table;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as tables, a row for each entry. A cell that holds a list has a line for each of its members, whose parts
 * are divided by {@code |}; 无 or none says that there is none of it, an empty cell says nothing. Inside a part,
 * {@code \|}, {@code \n} and {@code \\} stand for the bar, the end of a line and the backslash.
 */
final class CatalogueSheets {
    static final SheetLimits LIMITS =
            SheetLimits.rows(40_000).withCellLength(20_000).withMegabytes(20, 100);

    private static final String NONE = "无";
    private static final Pattern NOTHING = Pattern.compile("无|none", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern BAR = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\|");

    private static final Table UNITS = new Table(
            "units",
            "单位",
            List.of(
                    required("key", "键"),
                    required("nameZh", "中文名称"),
                    required("nameEn", "英文名称"),
                    required("usci", "统一社会信用代码")));
    private static final Table MATERIALS = new Table(
            "materials",
            "材料",
            List.of(
                    required("key", "键"),
                    required("nameZh", "中文名称"),
                    required("nameEn", "英文名称"),
                    required("trustLevel", "可信等级"),
                    required("issuer", "出具机构"),
                    required("kind", "类型"),
                    required("deferrable", "可容缺"),
                    required("commitmentAllowed", "可承诺"),
                    required("shareableByData", "可共享")));
    private static final Table ITEMS = new Table(
            "items",
            "事项",
            List.of(
                    required("code", "编码"),
                    required("nameZh", "中文名称"),
                    required("nameEn", "英文名称"),
                    required("deptKey", "实施主体"),
                    required("kind", "类型"),
                    required("caseType", "办件类型"),
                    required("statutoryDays", "法定办结时限"),
                    required("promisedDays", "承诺办结时限"),
                    required("baseCode", "基本编码"),
                    required("implementCode", "实施编码"),
                    required("materials", "申请材料"),
                    optional("specialProcedures", "特别程序"),
                    optional("approvalSteps", "审批环节"),
                    required("resultNameZh", "结果名称"),
                    optional("producesMaterials", "产生材料"),
                    required("feeCharged", "是否收费"),
                    required("onlineDepth", "网办深度"),
                    optional("note", "备注"),
                    optional("handleItemCode", "业务办理项编码"),
                    optional("legalBases", "设定依据"),
                    optional("nature", "实施主体性质"),
                    optional("level", "行使层级"),
                    optional("delegatedBy", "委托部门"),
                    optional("jointBodies", "联办机构"),
                    optional("audience", "服务对象"),
                    optional("conditions", "受理条件"),
                    optional("materialNotes", "材料说明"),
                    optional("flow", "办理流程"),
                    optional("statutoryLimitNote", "法定办结时限说明"),
                    optional("promisedLimitNote", "承诺办结时限说明"),
                    optional("feeBasis", "收费依据"),
                    optional("feeStandards", "收费标准"),
                    optional("intermediaryServices", "中介服务"),
                    optional("quantityLimit", "数量限制"),
                    optional("resultType", "结果类型"),
                    optional("resultSample", "结果样本"),
                    optional("channels", "办理形式"),
                    optional("crossRegion", "通办范围"),
                    optional("visitTimes", "到现场次数"),
                    optional("visitReason", "到现场原因"),
                    optional("bookable", "预约办理"),
                    optional("courier", "物流快递"),
                    optional("onlinePayment", "网上支付"),
                    optional("places", "办理地点"),
                    optional("hours", "办理时间"),
                    optional("phones", "咨询电话"),
                    optional("supervision", "监督投诉方式"),
                    optional("faqs", "常见问题"),
                    optional("lifeEvents", "所属一件事")));
    private static final Table PACKAGES = new Table(
            "packages",
            "套餐",
            List.of(
                    required("code", "编码"),
                    required("nameZh", "中文名称"),
                    required("nameEn", "英文名称"),
                    required("group", "分组"),
                    required("stages", "阶段"),
                    optional("conditionalItems", "情形事项"),
                    optional("note", "备注"),
                    optional("questionnaire", "情形引导")));
    private static final List<Table> TABLES = List.of(UNITS, MATERIALS, ITEMS, PACKAGES);

    /** The entries of a file; what is wrong with a cell is among the errors of its entry. */
    static List<Entered> read(InputStream file) throws IOException {
        var entered = new ArrayList<Entered>();
        SheetReader.read(
                file,
                TABLES,
                LIMITS,
                row -> entered.add(
                        new Entered(row.table().name() + "[" + row.number() + "]", entry(row), row.errors())));
        return entered;
    }

    private static Object entry(SheetRow row) {
        return switch (row.table().name()) {
            case "units" -> unit(row);
            case "materials" -> material(row);
            case "items" -> item(row);
            case "packages" -> pack(row);
            // A row of no part has its error already; it has to be something to be reported.
            default -> new UnitEntry(null, null, null, null);
        };
    }

    static byte[] write(CatalogueDocument document, SheetFormat format, boolean chinese) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = SheetWriter.open(format, out, TABLES, chinese)) {
            for (var unit : document.all(CatalogueDocument::departments)) {
                writer.row(UNITS, cells(unit));
            }
            for (var material : document.all(CatalogueDocument::materials)) {
                writer.row(MATERIALS, cells(material));
            }
            for (var item : document.all(CatalogueDocument::items)) {
                writer.row(ITEMS, cells(item));
            }
            for (var pack : document.all(CatalogueDocument::packages)) {
                writer.row(PACKAGES, cells(pack));
            }
        }
        return out.toByteArray();
    }

    private static UnitEntry unit(SheetRow row) {
        return new UnitEntry(text(row, "key"), text(row, "nameZh"), text(row, "nameEn"), text(row, "usci"));
    }

    private static Map<String, String> cells(UnitEntry unit) {
        return new Cells()
                .put("key", unit.key())
                .put("nameZh", unit.nameZh())
                .put("nameEn", unit.nameEn())
                .put("usci", unit.usci())
                .all();
    }

    private static MaterialEntry material(SheetRow row) {
        return new MaterialEntry(
                text(row, "key"),
                text(row, "nameZh"),
                text(row, "nameEn"),
                row.oneOf("trustLevel", Material.TrustLevel.class),
                text(row, "issuer"),
                row.oneOf("kind", Material.Kind.class),
                row.yes("deferrable"),
                row.yes("commitmentAllowed"),
                row.yes("shareableByData"));
    }

    private static Map<String, String> cells(MaterialEntry material) {
        return new Cells()
                .put("key", material.key())
                .put("nameZh", material.nameZh())
                .put("nameEn", material.nameEn())
                .put("trustLevel", material.trustLevel())
                .put("issuer", material.issuer())
                .put("kind", material.kind())
                .put("deferrable", material.deferrable())
                .put("commitmentAllowed", material.commitmentAllowed())
                .put("shareableByData", material.shareableByData())
                .all();
    }

    private static ItemEntry item(SheetRow row) {
        return new ItemEntry(
                text(row, "code"),
                text(row, "nameZh"),
                text(row, "nameEn"),
                text(row, "deptKey"),
                row.oneOf("kind", ServiceItem.Kind.class),
                row.oneOf("caseType", ServiceItem.CaseType.class),
                row.number("statutoryDays"),
                row.number("promisedDays"),
                text(row, "baseCode"),
                text(row, "implementCode"),
                list(
                        row,
                        "materials",
                        4,
                        parts -> new NeedEntry(parts.text(0), parts.yes(1), parts.text(3), parts.number(2))),
                list(row, "specialProcedures", 1, parts -> parts.text(0)),
                list(row, "approvalSteps", 1, parts -> parts.oneOf(0, ServiceItem.ApprovalStep.class)),
                text(row, "resultNameZh"),
                list(row, "producesMaterials", 1, parts -> parts.text(0)),
                row.yes("feeCharged"),
                row.number("onlineDepth"),
                text(row, "note"),
                guide(row));
    }

    private static Map<String, String> cells(ItemEntry item) {
        var cells = new Cells()
                .put("code", item.code())
                .put("nameZh", item.nameZh())
                .put("nameEn", item.nameEn())
                .put("deptKey", item.deptKey())
                .put("kind", item.kind())
                .put("caseType", item.caseType())
                .put("statutoryDays", item.statutoryDays())
                .put("promisedDays", item.promisedDays())
                .put("baseCode", item.baseCode())
                .put("implementCode", item.implementCode())
                .list(
                        "materials",
                        item.materials(),
                        need -> line(need.key(), need.required(), need.copies(), need.condition()))
                .list("specialProcedures", item.specialProcedures(), CatalogueSheets::line)
                .list("approvalSteps", item.approvalSteps(), CatalogueSheets::line)
                .put("resultNameZh", item.resultNameZh())
                .list("producesMaterials", item.producesMaterials(), CatalogueSheets::line)
                .put("feeCharged", item.feeCharged())
                .put("onlineDepth", item.onlineDepth())
                .put("note", item.note());
        if (item.guide() != null) {
            guide(cells, item.guide());
        }
        return cells.all();
    }

    private static @Nullable Guide guide(SheetRow row) {
        boolean told = ITEMS.columns().stream()
                .skip(ITEMS.columns().indexOf(optional("handleItemCode", "业务办理项编码")))
                .anyMatch(column -> row.has(column.name()));
        if (!told) {
            return null;
        }
        var feeStandards = list(row, "feeStandards", 1, parts -> parts.text(0));
        var feeBasis = text(row, "feeBasis");
        var visitTimes = row.number("visitTimes");
        var visitReason = text(row, "visitReason");
        return new Guide(
                text(row, "handleItemCode"),
                list(row, "legalBases", 3, parts -> new Guide.LegalBasis(parts.text(0), parts.text(1), parts.text(2))),
                row.oneOf("nature", Guide.Nature.class),
                row.oneOf("level", Guide.Level.class),
                list(row, "delegatedBy", 1, parts -> parts.text(0)),
                list(row, "jointBodies", 1, parts -> parts.text(0)),
                list(row, "audience", 1, parts -> parts.oneOf(0, Guide.Audience.class)),
                list(row, "conditions", 1, parts -> parts.text(0)),
                list(
                        row,
                        "materialNotes",
                        6,
                        parts -> new Guide.MaterialNote(
                                parts.text(0),
                                parts.text(1),
                                parts.number(2),
                                parts.number(3),
                                parts.text(4),
                                parts.text(5))),
                list(row, "flow", 3, parts -> new Guide.FlowStep(parts.text(0), parts.number(1), parts.text(2))),
                text(row, "statutoryLimitNote"),
                text(row, "promisedLimitNote"),
                feeStandards == null && feeBasis == null ? null : new Guide.Fee(feeBasis, feeStandards),
                list(row, "intermediaryServices", 1, parts -> parts.text(0)),
                quantityLimit(row.text("quantityLimit")),
                row.oneOf("resultType", Guide.ResultType.class),
                text(row, "resultSample"),
                list(row, "channels", 1, parts -> parts.oneOf(0, Guide.Channel.class)),
                row.oneOf("crossRegion", Guide.CrossRegion.class),
                visitTimes == null && visitReason == null ? null : new Guide.Visits(visitTimes, visitReason),
                row.yes("bookable"),
                row.yes("courier"),
                row.yes("onlinePayment"),
                list(row, "places", 2, parts -> new Guide.Place(parts.text(0), parts.text(1))),
                text(row, "hours"),
                list(row, "phones", 1, parts -> parts.text(0)),
                list(row, "supervision", 1, parts -> parts.text(0)),
                list(row, "faqs", 2, parts -> new Guide.Faq(parts.text(0), parts.text(1))),
                list(row, "lifeEvents", 1, parts -> parts.oneOf(0, ServicePackage.Group.class)));
    }

    private static void guide(Cells cells, Guide guide) {
        cells.put("handleItemCode", guide.handleItemCode())
                .list("legalBases", guide.legalBases(), one -> line(one.title(), one.article(), one.quotation()))
                .put("nature", guide.nature())
                .put("level", guide.level())
                .list("delegatedBy", guide.delegatedBy(), CatalogueSheets::line)
                .list("jointBodies", guide.jointBodies(), CatalogueSheets::line)
                .list("audience", guide.audience(), CatalogueSheets::line)
                .list("conditions", guide.conditions(), CatalogueSheets::line)
                .list(
                        "materialNotes",
                        guide.materials(),
                        one -> line(
                                one.key(),
                                one.source(),
                                one.originals(),
                                one.photocopies(),
                                one.sample(),
                                one.blankForm()))
                .list("flow", guide.flow(), one -> line(one.name(), one.days(), one.outcome()))
                .put("statutoryLimitNote", guide.statutoryLimitNote())
                .put("promisedLimitNote", guide.promisedLimitNote());
        if (guide.fee() != null) {
            cells.put("feeBasis", guide.fee().basis())
                    .list("feeStandards", guide.fee().standards(), CatalogueSheets::line);
        }
        cells.list("intermediaryServices", guide.intermediaryServices(), CatalogueSheets::line);
        if (guide.quantityLimit() != null) {
            cells.put(
                    "quantityLimit",
                    guide.quantityLimit().limited() ? guide.quantityLimit().limit() : NONE);
        }
        cells.put("resultType", guide.resultType())
                .put("resultSample", guide.resultSample())
                .list("channels", guide.channels(), CatalogueSheets::line)
                .put("crossRegion", guide.crossRegion());
        if (guide.visits() != null) {
            cells.put("visitTimes", guide.visits().times())
                    .put("visitReason", guide.visits().reason());
        }
        cells.put("bookable", guide.bookable())
                .put("courier", guide.courier())
                .put("onlinePayment", guide.onlinePayment())
                .list("places", guide.places(), one -> line(one.name(), one.address()))
                .put("hours", guide.hours())
                .list("phones", guide.phones(), CatalogueSheets::line)
                .list("supervision", guide.supervision(), CatalogueSheets::line)
                .list("faqs", guide.faqs(), one -> line(one.question(), one.answer()))
                .list("lifeEvents", guide.lifeEvents(), CatalogueSheets::line);
    }

    private static Guide.@Nullable QuantityLimit quantityLimit(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return NOTHING.matcher(text).matches()
                ? new Guide.QuantityLimit(false, null)
                : new Guide.QuantityLimit(true, text);
    }

    private static PackageEntry pack(SheetRow row) {
        var conditional = list(
                row,
                "conditionalItems",
                2,
                parts -> Map.entry(
                        Objects.requireNonNullElse(parts.text(0), ""), Objects.requireNonNullElse(parts.text(1), "")));
        return new PackageEntry(
                text(row, "code"),
                text(row, "nameZh"),
                text(row, "nameEn"),
                row.oneOf("group", ServicePackage.Group.class),
                list(row, "stages", Integer.MAX_VALUE, Parts::texts),
                conditional == null
                        ? null
                        : conditional.stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        Map.Entry::getValue,
                                        (first, _) -> first,
                                        LinkedHashMap::new)),
                text(row, "note"),
                list(row, "questionnaire", 3, parts -> new QuestionEntry(parts.text(0), parts.text(1), parts.text(2))));
    }

    private static Map<String, String> cells(PackageEntry pack) {
        var conditional = pack.conditionalItems();
        return new Cells()
                .put("code", pack.code())
                .put("nameZh", pack.nameZh())
                .put("nameEn", pack.nameEn())
                .put("group", pack.group())
                .list("stages", pack.stages(), stage -> line(stage.toArray()))
                .list(
                        "conditionalItems",
                        conditional == null
                                ? null
                                : conditional.entrySet().stream()
                                        .sorted(Map.Entry.comparingByKey())
                                        .toList(),
                        one -> line(one.getKey(), one.getValue()))
                .put("note", pack.note())
                .list("questionnaire", pack.questionnaire(), one -> line(one.condition(), one.textZh(), one.textEn()))
                .all();
    }

    private static @Nullable String text(SheetRow row, String column) {
        var text = row.text(column);
        return text.isEmpty() ? null : text;
    }

    private interface Member<T> {
        @Nullable
        T of(Parts parts);
    }

    private static <T> @Nullable List<T> list(SheetRow row, String column, int most, Member<T> member) {
        var cell = row.text(column);
        if (cell.isEmpty()) {
            return null;
        }
        if (NOTHING.matcher(cell).matches()) {
            return List.of();
        }
        var members = new ArrayList<T>();
        for (var line : LINES.split(cell)) {
            if (!line.isBlank()) {
                var parts = new Parts(row, column, parts(line));
                if (parts.texts().size() > most) {
                    row.wrong(column, "too-many-parts", most);
                }
                var made = member.of(parts);
                if (made != null) {
                    members.add(made);
                }
            }
        }
        return members;
    }

    private static List<String> parts(String line) {
        return Stream.of(BAR.matcher(line).replaceAll("$1\u0000").split("\u0000", -1))
                .map(part -> unescaped(part.strip()))
                .toList();
    }

    /** The parts of one line. */
    private record Parts(SheetRow row, String column, List<String> texts) {
        @Nullable
        String text(int place) {
            return place < texts.size() && !texts.get(place).isEmpty() ? texts.get(place) : null;
        }

        @Nullable
        Integer number(int place) {
            var text = text(place);
            if (text == null) {
                return null;
            }
            if (!text.matches("\\d{1,9}")) {
                row.wrong(column, "whole-number");
                return null;
            }
            return Integer.valueOf(text);
        }

        @Nullable
        Boolean yes(int place) {
            return switch (Objects.requireNonNullElse(text(place), "")) {
                case "true", "yes", "是" -> true;
                case "false", "no", "否" -> false;
                case "" -> null;
                default -> {
                    row.wrong(column, "true-or-false");
                    yield null;
                }
            };
        }

        <E extends Enum<E>> @Nullable E oneOf(int place, Class<E> type) {
            var text = text(place);
            for (var constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text)) {
                    return constant;
                }
            }
            row.wrong(column, "one-of", List.of(type.getEnumConstants()));
            return null;
        }
    }

    private static String line(@Nullable Object... parts) {
        int used = parts.length;
        while (used > 1 && parts[used - 1] == null) {
            used--;
        }
        return Stream.of(parts)
                .limit(used)
                .map(part -> part == null ? "" : escaped(part.toString()))
                .collect(Collectors.joining(" | "));
    }

    private static String escaped(String part) {
        return part.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", "\\\\n");
    }

    private static String unescaped(String part) {
        var text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '\\' && i + 1 < part.length()) {
                char next = part.charAt(++i);
                text.append(next == 'n' ? '\n' : next);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static final class Cells {
        private final Map<String, String> cells = new LinkedHashMap<>();

        Cells put(String column, @Nullable Object value) {
            if (value != null) {
                cells.put(column, value.toString());
            }
            return this;
        }

        <T> Cells list(String column, @Nullable List<T> members, Function<T, String> line) {
            if (members != null) {
                cells.put(
                        column,
                        members.isEmpty() ? NONE : members.stream().map(line).collect(Collectors.joining("\n")));
            }
            return this;
        }

        Map<String, String> all() {
            return cells;
        }
    }

    private CatalogueSheets() {}
}
