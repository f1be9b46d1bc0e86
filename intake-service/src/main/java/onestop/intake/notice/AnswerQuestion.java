package onestop.intake.notice;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.enterprise.Representation;
import onestop.intake.input.FieldErrors;
import onestop.intake.notice.OneTimeNotice.TakingWindow;
import onestop.intake.onfile.MaterialOnFile;
import onestop.intake.onfile.MaterialsOnFile;
import onestop.intake.window.Windows;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The answer to a question, from the catalogue in force and what is on file. */
@Service
class AnswerQuestion {
    /** Nobody looks through more. */
    private static final int MOST_WINDOWS = 20;

    private final Catalogues catalogues;
    private final MaterialsOnFile onFile;
    private final Representation representation;
    private final Windows windows;
    private final InstantSource clock;

    AnswerQuestion(
            Catalogues catalogues,
            MaterialsOnFile onFile,
            Representation representation,
            Windows windows,
            InstantSource clock) {
        this.catalogues = catalogues;
        this.onFile = onFile;
        this.representation = representation;
        this.windows = windows;
        this.clock = clock;
    }

    sealed interface Answer {
        record Told(
                OneTimeNotice notice,
                Selection selection,
                Situation situation,
                Catalogue catalogue,
                @Nullable String usci)
                implements Answer {}

        /** What is on file is told to nobody unknown. */
        record WhoAreYou() implements Answer {}

        /** To this caller the enterprise does not exist. */
        record UnknownEnterprise(String usci) implements Answer {}
    }

    Answer answer(@Nullable Caller caller, Question question) {
        var catalogue = catalogues.current();
        var errors = new FieldErrors();
        var selection = SelectionReader.read(question.packageCode(), question.itemCodes(), catalogue, errors);
        var branches = question.branches();
        if (branches != null && (branches < 1 || branches > SelectionReader.MOST_BRANCHES)) {
            errors.add("branches", "number-range", 1, SelectionReader.MOST_BRANCHES);
        }
        if (branches != null && selection.filter(Selection::takesBranches).isEmpty() && selection.isPresent()) {
            errors.add("branches", "package-without-branches");
        }
        var usci = question.enterpriseUsci() == null ? null : errors.usci("enterpriseUsci", question.enterpriseUsci());
        errors.throwIfAny();

        Map<String, MaterialOnFile> reusable = Map.of();
        if (usci != null) {
            if (caller == null) {
                return new Answer.WhoAreYou();
            }
            if (!representation.mayKnow(caller, usci)) {
                return new Answer.UnknownEnterprise(usci);
            }
            reusable = onFile.of(usci, ServiceHours.dateOf(clock.instant()));
        }
        var situation = new Situation(
                question.answers() == null ? Map.of() : Map.copyOf(question.answers()),
                !Boolean.FALSE.equals(question.agentHandled()),
                branches == null ? 0 : branches,
                reusable);
        var selected = selection.orElseThrow();
        var notice = OneTimeNotice.of(selected, situation, catalogue);
        return new Answer.Told(notice.with(taking(notice)), selected, situation, catalogue, usci);
    }

    private List<TakingWindow> taking(OneTimeNotice notice) {
        var codes = notice.items().stream().map(OneTimeNotice.Item::code).toList();
        return codes.isEmpty()
                ? List.of()
                : windows.taking(codes, null, MOST_WINDOWS).stream()
                        .map(window ->
                                new TakingWindow(window.code(), window.nameZh(), window.nameEn(), window.regionCode()))
                        .toList();
    }

    /** Whoever asked, the staff of the hall, and who may know the enterprise it was made for. */
    boolean mayRead(Caller caller, SavedNotices.Saved notice) {
        return notice.askedBy().equals(caller.subject())
                || caller.isAny(Role.WINDOW, Role.HELPER)
                || (notice.usci() != null && representation.mayKnow(caller, notice.usci()));
    }
}
