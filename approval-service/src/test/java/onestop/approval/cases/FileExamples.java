package onestop.approval.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import onestop.approval.cases.AcceptedFile.Baseline;
import onestop.approval.cases.AcceptedFile.Enterprise;
import onestop.approval.cases.AcceptedFile.GreenChannel;
import onestop.approval.cases.AcceptedFile.Item;
import onestop.approval.cases.AcceptedFile.Kind;
import onestop.approval.cases.AcceptedFile.Part;
import onestop.approval.cases.AcceptedFile.Subject;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;

/** Accepted applications: accepted by the clerk {@code window} of XZSP on Monday, 2 March 2026, one item of SWJ unless told otherwise. */
public final class FileExamples {
    public static final Instant ACCEPTED_AT = Instant.parse("2026-03-02T02:15:00Z");
    public static final String PARENT = "91371327MA3DEM0B0B";

    private static final AtomicLong NUMBER = new AtomicLong(System.currentTimeMillis() % 100_000_000 * 10_000);

    private final String receiptNumber;
    private final List<Item> items = new ArrayList<>();
    private final List<Subject> subjects = new ArrayList<>();
    private UnaryOperator<List<Part>> cases = all -> all;
    private Instant acceptedAt = ACCEPTED_AT;
    private @Nullable String acceptedBy = "window";
    private @Nullable GreenChannel greenChannel;
    private @Nullable Integer statutoryDaysSequential = 40;

    private FileExamples(String receiptNumber) {
        this.receiptNumber = receiptNumber;
    }

    public static FileExamples aFile() {
        return new FileExamples("LB" + NUMBER.incrementAndGet());
    }

    public FileExamples immediate(String code, String unit, int stage, String... needs) {
        return item(code, unit, CaseType.IMMEDIATE, 0, 6, stage, needs);
    }

    public FileExamples promised(String code, String unit, int stage, String... needs) {
        return item(code, unit, CaseType.PROMISED, 3, 20, stage, needs);
    }

    public FileExamples item(
            String code, String unit, CaseType type, int promised, int statutory, int stage, String... needs) {
        items.add(new Item(
                code,
                1,
                "事项" + code,
                "Item " + code,
                unit,
                type,
                statutory,
                promised,
                "证" + code,
                stage,
                List.of(needs)));
        return this;
    }

    /** Examined, reviewed and decided by three people. */
    public FileExamples reviewed(String code, String unit, int stage, String... needs) {
        promised(code, unit, stage, needs);
        return inSteps(List.of(CaseStep.EXAMINATION, CaseStep.REVIEW, CaseStep.DECISION));
    }

    /** Promised within days, and decided in one step. */
    public FileExamples decidedInOneStep(String code, String unit, int stage, String... needs) {
        promised(code, unit, stage, needs);
        return inSteps(List.of(CaseStep.DECISION));
    }

    private FileExamples inSteps(List<CaseStep> steps) {
        var last = items.removeLast();
        items.add(new Item(
                last.code(),
                last.version(),
                last.nameZh(),
                last.nameEn(),
                last.unit(),
                last.caseType(),
                last.statutoryDays(),
                last.promisedDays(),
                last.resultNameZh(),
                last.stage(),
                last.needs(),
                steps,
                false));
        return this;
    }

    /** Decided only after two officers were on site. */
    public FileExamples verifiedOnSite(String code, String unit, int stage, String... needs) {
        promised(code, unit, stage, needs);
        var last = items.removeLast();
        items.add(new Item(
                last.code(),
                last.version(),
                last.nameZh(),
                last.nameEn(),
                last.unit(),
                last.caseType(),
                last.statutoryDays(),
                last.promisedDays(),
                last.resultNameZh(),
                last.stage(),
                last.needs(),
                List.of(),
                true));
        return this;
    }

    /** Instead of the parent alone. */
    public FileExamples subjects(String... uscis) {
        for (var usci : uscis) {
            subjects.add(new Subject(usci, "企业" + usci, "371327000000"));
        }
        return this;
    }

    public FileExamples branches(int count) {
        subjects(PARENT);
        for (int i = 1; i <= count; i++) {
            subjects("BRANCH%05d".formatted(i));
        }
        return this;
    }

    /** Which of all item × subject combinations become cases. */
    public FileExamples only(UnaryOperator<List<Part>> selection) {
        cases = selection;
        return this;
    }

    /** Items of stage 0 for the parent, later ones for each branch. */
    public FileExamples parentFirst() {
        return only(all -> all.stream()
                .filter(part -> part.subject().equals(PARENT) == (stageOf(part.item()) == 0))
                .toList());
    }

    private int stageOf(String code) {
        return items.stream()
                .filter(item -> item.code().equals(code))
                .findFirst()
                .orElseThrow()
                .stage();
    }

    public FileExamples acceptedAt(Instant at) {
        acceptedAt = at;
        return this;
    }

    public FileExamples acceptedBy(String officer) {
        acceptedBy = officer;
        return this;
    }

    public FileExamples deemed() {
        acceptedBy = null;
        return this;
    }

    public FileExamples greenChannel() {
        return greenChannel("2026-17");
    }

    public FileExamples greenChannel(String projectNumber) {
        greenChannel = new GreenChannel("县重点项目", projectNumber, "helper");
        return this;
    }

    public FileExamples withoutBaseline() {
        statutoryDaysSequential = null;
        return this;
    }

    public AcceptedFile build() {
        if (items.isEmpty()) {
            promised("SW-BG", "SWJ", 0);
        }
        if (subjects.isEmpty()) {
            subjects(PARENT);
        }
        var all = new ArrayList<Part>();
        for (var item : items) {
            for (var subject : subjects) {
                all.add(new Part(caseNumber(receiptNumber, item.code(), subject.usci()), item.code(), subject.usci()));
            }
        }
        return new AcceptedFile(
                receiptNumber,
                subjects.size() > 1 ? Kind.BATCH : items.size() > 1 ? Kind.PACKAGE : Kind.SINGLE,
                items.size() > 1 ? "PKG-TEST" : null,
                "WINDOW",
                new Enterprise(PARENT, "莒南县红嫂连锁超市有限公司"),
                acceptedAt.minusSeconds(600),
                acceptedAt,
                OfficeTime.dateOf(acceptedAt),
                acceptedBy,
                "XZSP",
                acceptedBy == null,
                "W01",
                greenChannel,
                List.of(),
                items,
                subjects,
                cases.apply(all),
                new Baseline(59, 7, 0.8814, 10, 1, statutoryDaysSequential, 11, 3));
    }

    public static String caseNumber(String receiptNumber, String item, String subject) {
        return "%s-%s-%s".formatted(receiptNumber, item, subject);
    }
}
