package onestop.intake.notice;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.ServicePackage;
import onestop.intake.document.IssueDocument;
import onestop.intake.enterprise.Enterprise;
import onestop.intake.enterprise.Enterprises;
import onestop.intake.input.FieldErrors;
import onestop.intake.notice.AnswerQuestion.Answer;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues an answer as a document with number and date. What was told stays as it was told, with the versions of the
 * catalogue's entries it was computed from, whatever the catalogue becomes.
 */
@Service
class SaveNotice {
    private final SavedNotices notices;
    private final IssueDocument documents;
    private final Enterprises enterprises;
    private final InstantSource clock;
    private final JsonMapper json;

    SaveNotice(
            SavedNotices notices,
            IssueDocument documents,
            Enterprises enterprises,
            InstantSource clock,
            JsonMapper json) {
        this.notices = notices;
        this.documents = documents;
        this.enterprises = enterprises;
        this.clock = clock;
        this.json = json;
    }

    /** The versions of the entries that an answer was computed from. */
    record Versions(@Nullable Long servicePackage, Map<String, Long> items, Map<String, Long> materials) {
        static Versions of(OneTimeNotice notice, Catalogue catalogue) {
            var code = notice.packageCode();
            return new Versions(
                    code == null
                            ? null
                            : catalogue
                                    .servicePackage(code)
                                    .map(ServicePackage::version)
                                    .orElseThrow(),
                    notice.items().stream()
                            .collect(Collectors.toMap(OneTimeNotice.Item::code, OneTimeNotice.Item::version)),
                    notice.materials().stream()
                            .map(OneTimeNotice.RequiredMaterial::key)
                            .collect(Collectors.toMap(
                                    Function.identity(),
                                    key -> catalogue.material(key).orElseThrow().version())));
        }
    }

    record IssuedNotice(
            UUID id,
            String number,
            LocalDate issuedOn,
            Instant issuedAt,
            Question question,
            @Nullable String enterpriseName,
            Versions catalogueVersions,
            OneTimeNotice notice) {}

    @Transactional(propagation = Propagation.MANDATORY)
    IssuedNotice save(Caller caller, Question question, Answer.Told told) {
        if (told.notice().items().isEmpty()) {
            var errors = new FieldErrors();
            errors.add("answers", "nothing-left");
            errors.throwIfAny();
        }
        var enterprise = told.usci() == null
                ? null
                : enterprises.find(told.usci()).map(Enterprise::name).orElse(null);
        var document = documents
                .issue(clock.instant(), List.of(NoticePaper.of(told, enterprise)))
                .getFirst();
        var issued = new IssuedNotice(
                document.id(),
                document.number(),
                document.issuedOn(),
                document.issuedAt(),
                question,
                enterprise,
                Versions.of(told.notice(), told.catalogue()),
                told.notice());
        notices.insert(new SavedNotices.Saved(
                document.id(),
                enterprise == null ? null : told.usci(),
                caller.subject(),
                json.writeValueAsString(issued)));
        return issued;
    }
}
