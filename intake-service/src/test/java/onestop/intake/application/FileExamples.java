package onestop.intake.application;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.ApplicationFile.Content;
import onestop.intake.application.ApplicationFile.Head;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileMaterial.State;
import onestop.intake.application.FileState.Acceptance;
import onestop.intake.application.FileState.Delivery;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.application.FileState.RefusalGround;
import onestop.intake.catalogue.DemonstrationData;
import onestop.intake.catalogue.Material.TrustLevel;
import onestop.intake.catalogue.ServiceItem.CaseType;
import onestop.intake.notice.Figures;
import onestop.intake.notice.OneTimeNotice;
import onestop.intake.notice.Selection;
import onestop.intake.notice.Situation;
import onestop.intake.numbering.ReceiptNumber;
import onestop.workingdays.WorkingDayCalendar;

/** Files as tests need them; all of one enterprise, handed in on a Monday morning. */
final class FileExamples {
    static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();
    static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    static final Instant MORNING = Instant.parse("2026-03-02T01:30:00Z");
    static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
    static final Actor CLERK = new Actor("window", Side.WINDOW, null, "XZSP");
    static final Actor APPLICANT = new Actor("applicant", Side.APPLICANT, null, null);
    static final Actor ISSUER = new Actor("issuer", Side.ISSUER, null, "XZSP");
    static final FinishedFile FINISHED = new FinishedFile(NOON, "GRANTED", Set.of("examiner-gaj", "approver-gaj"));
    static final ReceiptNumber NUMBER = new ReceiptNumber("371327LB26030200017");

    /** Opening a restaurant: the food permit promises five days, the fire check is decided on the spot. */
    static final FileItem LICENCE = item("QY-SL", CaseType.PROMISED, 6, 1, 0);

    static final FileItem FOOD = item("SP-XB", CaseType.PROMISED, 10, 5, 1);
    static final FileItem FIRE = item("XF-AJ", CaseType.IMMEDIATE, 10, 0, 1);

    private FileState state = new FileState.Submitted(MONDAY, MONDAY.plusDays(7));
    private List<Correction> corrections = List.of();
    private Channel channel = Channel.ONLINE;
    private List<FileMaterial> materials = List.of(material("ARTICLES", false, State.HANDED_IN, "QY-SL"));

    static FileExamples aFile() {
        return new FileExamples();
    }

    static FileItem item(String code, CaseType type, int statutory, int promised, int stage) {
        return new FileItem(
                code,
                1,
                code,
                code,
                "XZSP",
                type,
                statutory,
                promised,
                "结果",
                stage,
                stage == 0 ? List.of() : List.of("QY-SL"),
                List.of(),
                null,
                false,
                true);
    }

    /** A receipt over these items. */
    static FeePayment payment(String number, String... items) {
        return new FeePayment(
                number, 1, Set.of(items), new BigDecimal("550.00"), "XZSP", null, NOON, "window", Side.WINDOW);
    }

    static FileMaterial material(String key, boolean deferrable, State state, String... items) {
        return new FileMaterial(
                key,
                key,
                key,
                TrustLevel.C,
                deferrable,
                false,
                List.of(items),
                state,
                state == State.HANDED_IN ? key + ".pdf" : null,
                null,
                null);
    }

    static Acceptance acceptance() {
        return new Acceptance(NOON, MONDAY, "window", "XZSP", false, null);
    }

    /** The day on which a correction is due that was asked for on Monday, with ten working days. */
    static final LocalDate ANSWER_BY = LocalDate.of(2026, 3, 16);

    static Correction asked(String... keys) {
        return Correction.asked(
                NOON,
                "window",
                List.of(keys).stream().map(key -> new Defect(key, "缺页")).toList(),
                ANSWER_BY,
                null);
    }

    FileExamples in(FileState other) {
        state = other;
        if (other instanceof FileState.CorrectionRequested && corrections.isEmpty()) {
            corrections = List.of(asked("ARTICLES"));
        }
        return this;
    }

    FileExamples corrected() {
        return after(asked("ARTICLES").corrected(NOON, Set.of("ARTICLES")));
    }

    FileExamples after(Correction... rounds) {
        corrections = List.of(rounds);
        return this;
    }

    FileExamples by(Channel other) {
        channel = other;
        return this;
    }

    FileExamples with(FileMaterial... others) {
        materials = List.of(others);
        return this;
    }

    ApplicationFile build() {
        return new ApplicationFile(head(channel), state, corrections, materials, 7);
    }

    static Head head() {
        return head(Channel.ONLINE);
    }

    private static Head head(Channel channel) {
        return new Head(
                NUMBER,
                FileKind.PACKAGE,
                "PKG-CY",
                "91371327MA3DEM0A2G",
                "莒南县沂蒙食品有限公司",
                channel,
                "applicant",
                Side.APPLICANT,
                null,
                MORNING,
                MONDAY,
                new Content(
                        List.of(LICENCE, FOOD, FIRE),
                        List.of(new Subject("91371327MA3DEM0A2G", "莒南县沂蒙食品有限公司", "371327001000", null, null)),
                        Map.of(),
                        true,
                        null,
                        figures(),
                        List.of()),
                List.of(
                        new FileCase("37132726030200018", "QY-SL", "91371327MA3DEM0A2G", 0),
                        new FileCase("37132726030200019", "SP-XB", "91371327MA3DEM0A2G", 1),
                        new FileCase("37132726030200020", "XF-AJ", "91371327MA3DEM0A2G", 1)));
    }

    static Figures figures() {
        var catalogue = DemonstrationData.catalogue();
        return OneTimeNotice.of(
                        Selection.ofPackage(catalogue.servicePackage("PKG-CY").orElseThrow(), catalogue),
                        Situation.usual(),
                        catalogue)
                .figures();
    }

    static FileState.Delivered delivered() {
        return new FileState.Delivered(
                acceptance(), new Delivery(NOON, "issuer", "XZSP", DeliveryMethod.WINDOW, RecipientCheck.AGENT));
    }

    static FileState.Refused refused() {
        return new FileState.Refused(NOON, "window", RefusalGround.OTHER_BODY_COMPETENT, "不属于本机关职权范围", "市市场监督管理局");
    }

    static FileState.Withdrawn withdrawn() {
        return new FileState.Withdrawn(NOON, "applicant", null);
    }

    static FileState.PreReviewed preReviewed() {
        return new FileState.PreReviewed(MONDAY, MONDAY.plusDays(7), NOON, "window");
    }

    static FileState.AcceptedDeferred acceptedDeferred() {
        return new FileState.AcceptedDeferred(acceptance(), MONDAY.plusDays(4));
    }

    static FileState.Terminated terminated() {
        return new FileState.Terminated(NOON, "time-limit", acceptance());
    }

    static FileState.Lapsed lapsed() {
        return new FileState.Lapsed(NOON, "time-limit");
    }

    private FileExamples() {}
}
