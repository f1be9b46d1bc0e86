package onestop.intake.application;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.events.Outbox;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.ApplicationBody.MaterialBody;
import onestop.intake.application.ApplicationFile.Content;
import onestop.intake.application.ApplicationFile.Head;
import onestop.intake.application.ApplicationFiles.OpenCase;
import onestop.intake.application.BranchList.LeftOut;
import onestop.intake.application.BranchList.Mode;
import onestop.intake.application.FileEvent.FileSubmitted;
import onestop.intake.application.Rejection.BranchesInOpenFiles;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.document.IssueDocument;
import onestop.intake.enterprise.CreditStandings;
import onestop.intake.enterprise.Enterprises;
import onestop.intake.enterprise.Representation;
import onestop.intake.enterprise.Standing;
import onestop.intake.input.FieldErrors;
import onestop.intake.notice.OneTimeNotice;
import onestop.intake.notice.Selection;
import onestop.intake.notice.SelectionReader;
import onestop.intake.notice.Situation;
import onestop.intake.numbering.CaseNumber;
import onestop.intake.numbering.FileNumbers;
import onestop.intake.numbering.FileNumbers.Allocation;
import onestop.intake.onfile.MaterialOnFile;
import onestop.intake.onfile.MaterialsOnFile;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands a file in: for one item, a package, or the branches of an enterprise. The file keeps the catalogue's entries as
 * they are now; later versions do not touch it.
 */
@Service
class SubmitApplication {
    /** Branches times items; what one event can carry many times over, and no clerk would look through. */
    private static final int MOST_CASES = 5_000;

    private final Catalogues catalogues;
    private final Representation representation;
    private final Enterprises enterprises;
    private final MaterialsOnFile materialsOnFile;
    private final OnTrust onTrust;
    private final CreditStandings credits;
    private final DepartmentNews news;
    private final MaterialFiles materialFiles;
    private final FileNumbers numbers;
    private final ApplicationFiles files;
    private final Outbox outbox;
    private final FilePapers papers;
    private final IssueDocument documents;
    private final Calendars calendars;
    private final ServiceHours hours;
    private final InstantSource clock;

    SubmitApplication(
            Catalogues catalogues,
            Representation representation,
            Enterprises enterprises,
            MaterialsOnFile materialsOnFile,
            OnTrust onTrust,
            CreditStandings credits,
            DepartmentNews news,
            MaterialFiles materialFiles,
            FileNumbers numbers,
            ApplicationFiles files,
            Outbox outbox,
            FilePapers papers,
            IssueDocument documents,
            Calendars calendars,
            ServiceHours hours,
            InstantSource clock) {
        this.catalogues = catalogues;
        this.representation = representation;
        this.enterprises = enterprises;
        this.materialsOnFile = materialsOnFile;
        this.onTrust = onTrust;
        this.credits = credits;
        this.news = news;
        this.materialFiles = materialFiles;
        this.numbers = numbers;
        this.files = files;
        this.outbox = outbox;
        this.papers = papers;
        this.documents = documents;
        this.calendars = calendars;
        this.hours = hours;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Received(ApplicationFile file, QueryCode queryCode) implements Outcome {}

        record NotAllowed(String usci, Standing.Refused why) implements Outcome {}

        record NotRegistered(String usci) implements Outcome {}

        record Refused(Rejection why) implements Outcome {}
    }

    /** The number and the code that a counter without network has given to the applicant already. */
    record GivenOut(FileNumbers.Reserved numbers, QueryCode queryCode) {}

    @Transactional(propagation = Propagation.MANDATORY)
    Outcome submit(Caller caller, ApplicationBody body) {
        return submit(caller, body, clock.instant(), null);
    }

    /**
     * As {@link #submit(Caller, ApplicationBody)}, for what was handed in earlier than it is entered.
     *
     * @param now when it was handed in
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Outcome submit(Caller caller, ApplicationBody body, Instant now, @Nullable GivenOut given) {
        var catalogue = catalogues.current();
        var errors = new FieldErrors();
        var selected = SelectionReader.read(body.packageCode(), body.itemCodes(), catalogue, errors);
        var enterpriseUsci = errors.usci("enterpriseUsci", body.enterpriseUsci());
        var named = branches(body, selected.orElse(null), errors);
        errors.throwIfAny();
        var usci = Objects.requireNonNull(enterpriseUsci);
        var selection = selected.orElseThrow();

        boolean agentHandled = (caller.is(Role.AGENT) && !caller.actsFor(usci)) || !Boolean.FALSE.equals(body.agent());
        var reused = reused(body, usci, now);
        var situation = new Situation(
                body.answers() == null ? Map.of() : Map.copyOf(body.answers()),
                agentHandled,
                named.parts().size(),
                reused);
        var notice = OneTimeNotice.of(selection, situation, catalogue);
        if (notice.items().isEmpty()) {
            errors.add("answers", "nothing-left");
            errors.throwIfAny();
        }

        var known = enterprises.findAll(
                Stream.concat(Stream.of(usci), named.uscis().stream()).toList());
        var items = notice.items().stream().map(OneTimeNotice.Item::code).toList();
        var branches = named.registeredUnder(usci, known);
        if (mode(body) == Mode.GOOD_ONES && !branches.parts().isEmpty()) {
            branches = branches.notBarred(credits.ofAll(branches.uscis()), items);
        }
        var standing = standing(caller, given, usci, items, subjectsOfCases(notice, usci, branches.uscis()));
        if (mode(body) == Mode.GOOD_ONES
                && standing instanceof Standing.TooNarrow(var itemsBeyond, var subjectsBeyond)
                && itemsBeyond.isEmpty()
                && !subjectsBeyond.contains(usci)) {
            branches = branches.coveredBeside(subjectsBeyond);
            standing = branches.parts().isEmpty()
                    ? standing
                    : standing(caller, given, usci, items, subjectsOfCases(notice, usci, branches.uscis()));
        }
        if (standing instanceof Standing.Refused refused) {
            return new Outcome.NotAllowed(usci, refused);
        }
        if (standing instanceof Standing.Helper) {
            MaterialReader.helperPromisesNothing(body.materialsOrNone(), errors);
        }
        var enterprise = known.get(usci);
        if (enterprise == null) {
            return new Outcome.NotRegistered(usci);
        }
        if (branches.parts().isEmpty() || mode(body) == Mode.ALL_OR_NOTHING) {
            branches.complain(errors);
        }
        if (!branches.parts().isEmpty() && !errors.any()) {
            branches = branches.notIn(openFiles(usci, notice, branches));
            if (branches.parts().isEmpty() || mode(body) == Mode.ALL_OR_NOTHING) {
                var open = branches.leftOut().stream()
                        .filter(one -> one.inFile() != null)
                        .toList();
                if (!open.isEmpty()) {
                    return new Outcome.Refused(inOpenFiles(open));
                }
            }
            if (branches.parts().size() < named.parts().size()) {
                notice = OneTimeNotice.of(
                        selection, situation.withBranches(branches.parts().size()), catalogue);
            }
        }
        var branchUscis = branches.uscis();
        var subjects = new ArrayList<Subject>();
        if (branchUscis.isEmpty() || selection.needsBranches()) {
            subjects.add(new Subject(enterprise.usci(), enterprise.name(), enterprise.regionCode(), null, null));
        }
        subjects.addAll(branches.subjects(known));
        var materials = MaterialReader.supply(
                MaterialReader.ofNotice(notice),
                body.materialsOrNone(),
                reused,
                materialFiles.of(caller, body.materialsOrNone(), errors),
                errors);
        int cases = countCases(notice, branchUscis.size());
        if (cases > MOST_CASES) {
            errors.add("branches", "too-many-cases", cases, MOST_CASES);
        }
        errors.throwIfAny();

        long textVersion = 0;
        if (ApplicationFile.promise(materials, textVersion) != null) {
            switch (onTrust.take(Commitment.Kind.NOTICE_AND_COMMITMENT, body.commitmentTextVersion(), usci, subjects)) {
                case OnTrust.Answer.Taken(var version) -> textVersion = version;
                case OnTrust.Answer.Not(var why) -> {
                    return new Outcome.Refused(why);
                }
            }
        }

        var kind = !branchUscis.isEmpty()
                ? FileKind.BATCH
                : selection.packageCode() == null && notice.items().size() == 1 ? FileKind.SINGLE : FileKind.PACKAGE;
        var allocation = allocate(ServiceHours.dateOf(now), kind != FileKind.SINGLE, cases, given);
        var actor = actor(caller, standing);
        var calendar = calendars.current();
        var head = new Head(
                allocation.receipt(),
                kind,
                selection.packageCode(),
                usci,
                enterprise.name(),
                body.channel(),
                actor.by(),
                actor.as(),
                actor.powerOfAttorney(),
                now,
                hours.countsFrom(now, calendar),
                new Content(
                        notice.items().stream()
                                .map(item -> item(item, catalogue))
                                .toList(),
                        subjects,
                        situation.answers(),
                        agentHandled,
                        body.greenChannel() == null ? null : body.greenChannel().toGreenChannel(),
                        notice.figures(),
                        branches.leftOut()),
                cases(notice, usci, branchUscis, allocation.cases()));
        var file = ApplicationFile.submitted(head, materials, calendar);
        var event = new FileSubmitted(now, actor, ApplicationFile.promise(materials, textVersion));
        var queryCode = given == null ? QueryCode.random() : given.queryCode();
        files.insert(file, event, queryCode.hash(head.number()));
        materialFiles.take(materials, head.number());
        documents.issue(event.at(), papers.of(file, event));
        outbox.append(FileEventMessages.of(file, event));
        return new Outcome.Received(file, queryCode);
    }

    private Allocation allocate(LocalDate day, boolean joint, int cases, @Nullable GivenOut given) {
        if (given == null) {
            return numbers.allocate(day, joint, cases);
        }
        var reserved = given.numbers();
        return new Allocation(joint ? reserved.joint() : reserved.single(), numbers.allocateCases(day, cases));
    }

    private static BranchList branches(ApplicationBody body, @Nullable Selection selection, FieldErrors errors) {
        var named = body.branches();
        if (named == null) {
            if (selection != null && selection.needsBranches()) {
                errors.add("branches", "required");
            }
            return BranchList.NONE;
        }
        if (named.isEmpty() || named.size() > SelectionReader.MOST_BRANCHES) {
            errors.add("branches", "count-range", 1, SelectionReader.MOST_BRANCHES);
            return BranchList.NONE;
        }
        if (selection != null && !selection.takesBranches()) {
            errors.add("branches", "package-without-branches");
        }
        var list = BranchList.of(named);
        if (list.parts().isEmpty() || mode(body) == Mode.ALL_OR_NOTHING) {
            list.complain(errors);
        }
        return list;
    }

    private static Mode mode(ApplicationBody body) {
        return body.branchMode() == null ? Mode.ALL_OR_NOTHING : body.branchMode();
    }

    /** Branches for which one of these items is asked already and not decided, with the file it is asked in. */
    private Map<String, String> openFiles(String usci, OneTimeNotice notice, BranchList branches) {
        files.lockBranchesOf(usci);
        var items = notice.items().stream()
                .filter(OneTimeNotice.Item::perBranch)
                .map(OneTimeNotice.Item::code)
                .toList();
        var open = files.openCases(branches.uscis(), items);
        var closed = news.closed(open.stream().map(OpenCase::caseNumber).toList());
        var files = new TreeMap<String, String>();
        for (var one : open) {
            if (!closed.contains(one.caseNumber())) {
                files.putIfAbsent(one.subject(), one.receiptNumber());
            }
        }
        return files;
    }

    private static Rejection inOpenFiles(List<LeftOut> open) {
        return new BranchesInOpenFiles(
                open.stream().map(LeftOut::usci).toList(),
                open.stream()
                        .flatMap(one -> Stream.ofNullable(one.inFile()))
                        .distinct()
                        .toList());
    }

    /** What is on file is looked up only when somebody wants to use it. */
    private Map<String, MaterialOnFile> reused(ApplicationBody body, String usci, Instant now) {
        var keys = body.materialsOrNone().stream()
                .filter(MaterialBody::isReused)
                .map(MaterialBody::key)
                .collect(Collectors.toSet());
        return keys.isEmpty()
                ? Map.of()
                : materialsOnFile.of(usci, ServiceHours.dateOf(now)).values().stream()
                        .filter(material -> keys.contains(material.key()))
                        .collect(Collectors.toMap(MaterialOnFile::key, Function.identity()));
    }

    /** The enterprises that something is asked for. */
    private static List<String> subjectsOfCases(OneTimeNotice notice, String usci, List<String> branches) {
        if (branches.isEmpty()) {
            return List.of(usci);
        }
        boolean forItself = notice.items().stream().anyMatch(item -> !item.perBranch());
        boolean forBranches = notice.items().stream().anyMatch(OneTimeNotice.Item::perBranch);
        return Stream.concat(
                        forItself ? Stream.of(usci) : Stream.empty(), forBranches ? branches.stream() : Stream.empty())
                .toList();
    }

    private static int countCases(OneTimeNotice notice, int branches) {
        return notice.items().stream()
                .mapToInt(item -> branches > 0 && item.perBranch() ? branches : 1)
                .sum();
    }

    private static List<FileCase> cases(
            OneTimeNotice notice, String usci, List<String> branches, List<CaseNumber> numbers) {
        var cases = new ArrayList<FileCase>();
        var next = numbers.iterator();
        for (var item : notice.items()) {
            var subjects = !branches.isEmpty() && item.perBranch() ? branches : List.of(usci);
            for (var subject : subjects) {
                cases.add(new FileCase(next.next().value(), item.code(), subject, item.stage()));
            }
        }
        return cases;
    }

    private static FileItem item(OneTimeNotice.Item item, Catalogue catalogue) {
        var inForce = catalogue.item(item.code()).orElseThrow();
        return new FileItem(
                item.code(),
                item.version(),
                item.nameZh(),
                item.nameEn(),
                item.unit(),
                item.caseType(),
                item.statutoryDays(),
                item.promisedDays(),
                item.resultNameZh(),
                item.stage(),
                item.needs(),
                inForce.produces(),
                inForce.approvalSteps(),
                inForce.verifiedOnSite(),
                inForce.feeCharged());
    }

    /** Whoever had numbers to give out stood at a counter, and the applicant before it. */
    private Standing standing(
            Caller caller, @Nullable GivenOut given, String usci, List<String> items, Collection<String> subjects) {
        return given == null
                ? representation.standing(caller, usci, items, subjects)
                : representation.atCounter(caller, usci, items, subjects);
    }

    private static Actor actor(Caller caller, Standing standing) {
        return switch (standing) {
            case Standing.Own() -> new Actor(caller.subject(), Side.APPLICANT, null, null);
            case Standing.Agent(var power) -> new Actor(caller.subject(), Side.AGENT, power, null);
            case Standing.Helper(var power) -> new Actor(caller.subject(), Side.HELPER, power, caller.unit());
            case Standing.Clerk() -> new Actor(caller.subject(), Side.WINDOW, null, caller.unit());
            case Standing.Refused _ -> throw new IllegalArgumentException("a refused standing acts for nobody");
        };
    }
}
