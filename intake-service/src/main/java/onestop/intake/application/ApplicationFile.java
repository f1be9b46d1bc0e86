package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.BranchList.LeftOut;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileEvent.CorrectionAsked;
import onestop.intake.application.FileEvent.FeePaid;
import onestop.intake.application.FileEvent.FileAccepted;
import onestop.intake.application.FileEvent.FileCorrected;
import onestop.intake.application.FileEvent.FileLapsed;
import onestop.intake.application.FileEvent.FilePreReviewed;
import onestop.intake.application.FileEvent.FileRefused;
import onestop.intake.application.FileEvent.FileTerminated;
import onestop.intake.application.FileEvent.FileWithdrawn;
import onestop.intake.application.FileEvent.MaterialsSupplied;
import onestop.intake.application.FileEvent.ResultDelivered;
import onestop.intake.application.FileState.Acceptance;
import onestop.intake.application.FileState.Accepted;
import onestop.intake.application.FileState.AcceptedDeferred;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.Delivery;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.Ended;
import onestop.intake.application.FileState.Lapsed;
import onestop.intake.application.FileState.PreReviewed;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.application.FileState.RefusalGround;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Terminated;
import onestop.intake.application.FileState.Waiting;
import onestop.intake.application.FileState.Withdrawn;
import onestop.intake.application.Rejection.AlreadyAccepted;
import onestop.intake.application.Rejection.AlreadyDecided;
import onestop.intake.application.Rejection.AlreadyEnded;
import onestop.intake.application.Rejection.AlreadyFinished;
import onestop.intake.application.Rejection.AlreadyPreReviewed;
import onestop.intake.application.Rejection.AwaitingCorrection;
import onestop.intake.application.Rejection.CorrectionAlreadyAsked;
import onestop.intake.application.Rejection.CorrectionPeriodOver;
import onestop.intake.application.Rejection.DeferralOutOfRange;
import onestop.intake.application.Rejection.DeferralOver;
import onestop.intake.application.Rejection.DeferredOutstanding;
import onestop.intake.application.Rejection.FeeAlreadyPaid;
import onestop.intake.application.Rejection.FourEyes;
import onestop.intake.application.Rejection.MaterialNotAskedFor;
import onestop.intake.application.Rejection.MaterialsMissing;
import onestop.intake.application.Rejection.NeededAtOnce;
import onestop.intake.application.Rejection.NoReasonNeeded;
import onestop.intake.application.Rejection.NotAwaitingCorrection;
import onestop.intake.application.Rejection.NotDeferrable;
import onestop.intake.application.Rejection.NotDeferred;
import onestop.intake.application.Rejection.NotDueYet;
import onestop.intake.application.Rejection.NotFinished;
import onestop.intake.application.Rejection.NotOnline;
import onestop.intake.application.Rejection.NotYetAccepted;
import onestop.intake.application.Rejection.NothingDeferred;
import onestop.intake.application.Rejection.PaymentsUsedUp;
import onestop.intake.application.Rejection.RoundsUsedUp;
import onestop.intake.application.Rejection.VisibleAtFirstNotice;
import onestop.intake.application.Transition.Applied;
import onestop.intake.application.Transition.Declined;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.notice.Figures;
import onestop.intake.numbering.ReceiptNumber;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way through the hall. An act yields the next file; nothing is mutated.
 *
 * @param corrections the times it was sent back, oldest first
 */
record ApplicationFile(
        Head head, FileState state, List<Correction> corrections, List<FileMaterial> materials, long version) {

    /** Working days in which a clerk has to say what is missing; after them the file counts as accepted. */
    static final int DAYS_TO_SPEAK = 5;

    /** Notices a file can get. Whoever wants a further one accepts or refuses instead. */
    static final int MOST_ROUNDS = 5;

    /** What can be looked at before anybody has come to the hall. */
    private static final Set<Channel> ONLINE = Set.of(Channel.ONLINE, Channel.MOBILE_APP);

    ApplicationFile {
        corrections = List.copyOf(corrections);
        materials = List.copyOf(materials);
    }

    /** What never changes after handing in. */
    record Head(
            ReceiptNumber number,
            FileKind kind,
            @Nullable String packageCode,
            String usci,
            String enterpriseName,
            Channel channel,
            String submittedBy,
            Side submittedAs,
            @Nullable UUID powerOfAttorney,
            Instant receivedAt,
            LocalDate countsFrom,
            Content content,
            List<FileCase> cases) {}

    /**
     * What was asked for, as it stood when it was handed in.
     *
     * @param leftOut branches that were named and could not take part
     */
    record Content(
            List<FileItem> items,
            List<Subject> subjects,
            Map<String, Boolean> answers,
            boolean agentHandled,
            @Nullable GreenChannel greenChannel,
            Figures figures,
            List<LeftOut> leftOut) {

        @SuppressWarnings("NullAway") // files from before it was written down have none
        public Content {
            leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
        }
    }

    static ApplicationFile submitted(Head head, List<FileMaterial> materials, WorkingDayCalendar calendar) {
        return new ApplicationFile(head, waiting(head.countsFrom(), calendar), List.of(), materials, 1);
    }

    private static Submitted waiting(LocalDate from, WorkingDayCalendar calendar) {
        return new Submitted(from, calendar.add(from, DAYS_TO_SPEAK));
    }

    /** The round that is open, or the last one there was. */
    @Nullable
    Correction correction() {
        return corrections.isEmpty() ? null : corrections.getLast();
    }

    /** A clerk has looked at what came online: as far as can be seen on a screen it can be accepted. */
    Transition preReview(Actor clerk, Instant now) {
        return switch (state) {
            case Submitted _ when !ONLINE.contains(head.channel()) -> new Declined(new NotOnline(head.channel()));
            case Submitted(var from, var until) -> {
                var missing = materials.stream()
                        .filter(material -> material.open() && !material.deferrable())
                        .map(FileMaterial::key)
                        .toList();
                yield missing.isEmpty()
                        ? new Applied(
                                becomes(new PreReviewed(from, until, now, clerk.by()), corrections, materials),
                                new FilePreReviewed(now, clerk))
                        : new Declined(new MaterialsMissing(missing));
            }
            case PreReviewed reviewed -> new Declined(new AlreadyPreReviewed(reviewed.at()));
            case CorrectionRequested _, Accepted _, AcceptedDeferred _, Ended _ -> declineUnlessWaiting();
        };
    }

    /**
     * A clerk accepts.
     *
     * @param deferrals for each material that may follow, until when
     * @param textVersion the text by which the applicant commits itself to supply them
     */
    Transition accept(
            Actor clerk,
            Map<String, LocalDate> deferrals,
            long textVersion,
            @Nullable String windowCode,
            LocalDate countsFrom,
            WorkingDayCalendar calendar,
            Instant now) {
        if (!(state instanceof Waiting)) {
            return declineUnlessWaiting();
        }
        var today = ServiceHours.dateOf(now);
        var next = new ArrayList<FileMaterial>();
        var unknown = new HashSet<>(deferrals.keySet());
        for (var material : materials) {
            unknown.remove(material.key());
            var dueOn = deferrals.get(material.key());
            if (dueOn == null) {
                next.add(material);
                continue;
            }
            var why = whyNotDeferred(material, dueOn, today, countsFrom, calendar);
            if (why != null) {
                return new Declined(why);
            }
            next.add(material.deferredUntil(dueOn));
        }
        if (!unknown.isEmpty()) {
            return new Declined(new MaterialNotAskedFor(
                    unknown.stream().sorted().findFirst().orElseThrow()));
        }
        var missing =
                next.stream().filter(FileMaterial::open).map(FileMaterial::key).toList();
        if (!missing.isEmpty()) {
            return new Declined(new MaterialsMissing(missing));
        }
        var acceptance = new Acceptance(now, countsFrom, clerk.by(), clerk.unitOrUnknown(), false, windowCode);
        var commitment = deferrals.isEmpty()
                ? null
                : new Commitment(Commitment.Kind.DEFERRED_MATERIALS, textVersion, List.copyOf(deferrals.keySet()));
        return new Applied(
                becomes(accepted(acceptance, next), corrections, next), new FileAccepted(now, clerk, commitment));
    }

    /** With the departments, in the state that goes with what is still to come. */
    private static FileState accepted(Acceptance acceptance, List<FileMaterial> materials) {
        return outstanding(materials)
                .map(FileMaterial::dueOn)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .<FileState>map(dueOn -> new AcceptedDeferred(acceptance, dueOn))
                .orElseGet(() -> new Accepted(acceptance));
    }

    /** What the hall has agreed to wait for. */
    private static Stream<FileMaterial> outstanding(List<FileMaterial> materials) {
        return materials.stream()
                .filter(material -> material.state() == FileMaterial.State.DEFERRED && material.dueOn() != null);
    }

    /**
     * The applicant supplies what was to follow, all of it or some.
     *
     * @param supplied the materials as they stand now
     */
    Transition supply(Actor by, List<FileMaterial> supplied, Instant now) {
        return switch (state) {
            case Waiting _, CorrectionRequested _ -> new Declined(new NotYetAccepted());
            case Accepted _ -> new Declined(new NothingDeferred());
            case AcceptedDeferred(var acceptance, var _) -> supply(acceptance, by, supplied, now);
            case Ended ended -> new Declined(ended(ended));
        };
    }

    private Transition supply(Acceptance acceptance, Actor by, List<FileMaterial> supplied, Instant now) {
        var today = ServiceHours.dateOf(now);
        var due = outstanding(materials).collect(Collectors.toMap(FileMaterial::key, Function.identity()));
        for (var material : supplied) {
            var awaited = due.get(material.key());
            if (awaited == null) {
                return new Declined(new NotDeferred(material.key()));
            }
            if (awaited.dueOn() instanceof LocalDate on && today.isAfter(on)) {
                return new Declined(new DeferralOver(material.key(), on));
            }
        }
        var missing = supplied.stream()
                .filter(material -> !material.there())
                .map(FileMaterial::key)
                .toList();
        if (supplied.isEmpty() || !missing.isEmpty()) {
            return new Declined(new MaterialsMissing(supplied.isEmpty() ? keys(due.values()) : missing));
        }
        var next = replaced(supplied);
        return new Applied(
                becomes(accepted(acceptance, next), corrections, next), new MaterialsSupplied(now, by, keys(supplied)));
    }

    /**
     * What a department asked to be corrected in one of its cases comes, all of it at once (行政许可法 art. 32). It is the department that
     * lets a case lapse, so until then an answer is taken in also after the day that was told.
     *
     * @param asked keys of what the notice names
     * @param supplied those and others of the file, as they stand now
     */
    Transition correctCase(
            Actor by, String caseNumber, long notice, Set<String> asked, List<FileMaterial> supplied, Instant now) {
        var acceptance = switch (state) {
            case Waiting _, CorrectionRequested _ -> null;
            case Accepted(var one) -> one;
            case AcceptedDeferred(var one, var _) -> one;
            case Ended _ -> null;
        };
        if (acceptance == null) {
            return new Declined(state instanceof Ended over ? ended(over) : new NotYetAccepted());
        }
        var there = supplied.stream()
                .filter(FileMaterial::there)
                .map(FileMaterial::key)
                .collect(Collectors.toSet());
        var missing = materials.stream()
                .map(FileMaterial::key)
                .filter(key -> asked.contains(key) && !there.contains(key))
                .sorted()
                .toList();
        if (there.size() < supplied.size() || supplied.isEmpty() || !missing.isEmpty()) {
            return new Declined(new MaterialsMissing(missing.isEmpty() ? List.copyOf(asked) : missing));
        }
        var next = replaced(supplied);
        return new Applied(
                becomes(accepted(acceptance, next), corrections, next),
                new FileEvent.CaseCorrected(now, by, caseNumber, notice, keys(supplied)));
    }

    private static List<String> keys(Collection<FileMaterial> some) {
        return some.stream().map(FileMaterial::key).sorted().toList();
    }

    private List<FileMaterial> replaced(List<FileMaterial> changed) {
        var byKey = changed.stream().collect(Collectors.toMap(FileMaterial::key, Function.identity()));
        return materials.stream()
                .map(material -> byKey.getOrDefault(material.key(), material))
                .toList();
    }

    /** The day by which a material had to follow is over and it has not come: handling ends. */
    Transition terminate(LocalDate today, Instant now) {
        return switch (state) {
            case Waiting _, CorrectionRequested _ -> new Declined(new NotYetAccepted());
            case Accepted _ -> new Declined(new NothingDeferred());
            case AcceptedDeferred(var _, var dueOn) when !today.isAfter(dueOn) -> new Declined(new NotDueYet(dueOn));
            case AcceptedDeferred(var acceptance, var _) ->
                new Applied(
                        becomes(new Terminated(now, Actor.TIME.by(), acceptance), corrections, materials),
                        new FileTerminated(
                                now,
                                Actor.TIME,
                                FileTerminated.Why.DEFERRED_NOT_SUPPLIED,
                                outstanding(materials)
                                        .filter(material ->
                                                material.dueOn() instanceof LocalDate on && today.isAfter(on))
                                        .map(FileMaterial::key)
                                        .sorted()
                                        .toList(),
                                null));
            case Ended ended -> new Declined(ended(ended));
        };
    }

    /**
     * The enterprise exists no longer: handling ends. Before acceptance the hall refuses; what the departments have finished is done.
     *
     * @param finished whether the departments have finished the file
     */
    Transition endWithoutSubject(Actor manager, String statement, boolean finished, Instant now) {
        return switch (state) {
            case Waiting _, CorrectionRequested _ -> new Declined(new NotYetAccepted());
            case Accepted _, AcceptedDeferred _ when finished -> new Declined(new AlreadyFinished());
            case Accepted(var acceptance) -> withoutSubject(manager, statement, acceptance, now);
            case AcceptedDeferred(var acceptance, var _) -> withoutSubject(manager, statement, acceptance, now);
            case Ended ended -> new Declined(ended(ended));
        };
    }

    private Applied withoutSubject(Actor manager, String statement, Acceptance acceptance, Instant now) {
        return new Applied(
                becomes(new Terminated(now, manager.by(), acceptance), corrections, materials),
                new FileTerminated(now, manager, FileTerminated.Why.SUBJECT_GONE, List.of(), statement));
    }

    /** The period stated in the notice is over and no correction has come: the file is closed. */
    Transition lapse(LocalDate today, Instant now) {
        var round = correction();
        if (!(state instanceof CorrectionRequested) || round == null) {
            return new Declined(state instanceof Ended ended ? ended(ended) : new NotAwaitingCorrection());
        }
        if (!round.over(today)) {
            return new Declined(new NotDueYet(round.dueOn()));
        }
        return new Applied(
                becomes(new Lapsed(now, Actor.TIME.by()), corrections, materials), new FileLapsed(now, Actor.TIME));
    }

    private @Nullable Rejection whyNotDeferred(
            FileMaterial material,
            LocalDate dueOn,
            LocalDate today,
            LocalDate countsFrom,
            WorkingDayCalendar calendar) {
        if (!material.deferrable()) {
            return new NotDeferrable(material.key());
        }
        var items = itemsByCode();
        var askers = material.itemCodes().stream().map(items::get).toList();
        for (var item : askers) {
            if (item.immediate()) {
                return new NeededAtOnce(material.key(), item.code());
            }
        }
        var latest = askers.stream()
                .map(item -> promisedDueOn(item, countsFrom, calendar))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return dueOn.isBefore(today) || dueOn.isAfter(latest)
                ? new DeferralOutOfRange(material.key(), today, latest)
                : null;
    }

    /** When an item is promised for: the longest promises of the stages before it, then its own. */
    LocalDate promisedDueOn(FileItem item, LocalDate countsFrom, WorkingDayCalendar calendar) {
        Map<Integer, Integer> longest = new HashMap<>();
        for (var each : head.content().items()) {
            if (each.stage() < item.stage()) {
                longest.merge(each.stage(), each.daysTaken(), Math::max);
            }
        }
        int before = longest.values().stream().mapToInt(Integer::intValue).sum();
        return calendar.add(countsFrom, before + item.daysTaken());
    }

    /** The item of this code; null when the file is not about it. */
    @Nullable
    FileItem item(String code) {
        return itemsByCode().get(code);
    }

    private Map<String, FileItem> itemsByCode() {
        return head.content().items().stream().collect(Collectors.toMap(FileItem::code, Function.identity()));
    }

    /**
     * Nobody said anything in time: the file counts as accepted from the day it was received, or, after a correction,
     * from the day that was received. Materials that are missing can no longer hold it up.
     */
    Transition deem(LocalDate today, Instant now) {
        if (!(state instanceof Waiting waiting)) {
            return declineUnlessWaiting();
        }
        if (!today.isAfter(waiting.deemedAcceptedAfter())) {
            return new Declined(new NotDueYet(waiting.deemedAcceptedAfter()));
        }
        var round = correction();
        var received = round == null || round.correctedAt() == null ? head.receivedAt() : round.correctedAt();
        var law = Actor.LAW;
        var acceptance = new Acceptance(received, waiting.clockStartedOn(), law.by(), law.unitOrUnknown(), true, null);
        return new Applied(becomes(new Accepted(acceptance), corrections, materials), new FileAccepted(now, law, null));
    }

    /**
     * A clerk asks for everything that is missing or wrong, once: a further notice may only name what came with the
     * correction before, for nothing else could not have been seen.
     */
    Transition requestCorrection(Actor clerk, List<Defect> defects, LocalDate dueOn, Instant now) {
        if (!(state instanceof Waiting)) {
            return declineNotice();
        }
        var visible = visibleBefore(defects);
        return visible.isEmpty()
                ? ask(clerk, defects, dueOn, null, now)
                : new Declined(new VisibleAtFirstNotice(visible));
    }

    /** Whoever answers for the clerks lets something be asked for that could have been seen before, and says why. */
    Transition repeatCorrection(Actor supervisor, List<Defect> defects, LocalDate dueOn, String reason, Instant now) {
        if (!(state instanceof Waiting)) {
            return declineNotice();
        }
        return visibleBefore(defects).isEmpty()
                ? new Declined(new NoReasonNeeded())
                : ask(supervisor, defects, dueOn, reason, now);
    }

    private Declined declineNotice() {
        var round = correction();
        return state instanceof CorrectionRequested && round != null
                ? new Declined(new CorrectionAlreadyAsked(round.requestedAt()))
                : declineUnlessWaiting();
    }

    private List<String> visibleBefore(List<Defect> defects) {
        var round = correction();
        return round == null
                ? List.of()
                : defects.stream()
                        .map(Defect::materialKey)
                        .filter(key -> !round.suppliedKeys().contains(key))
                        .distinct()
                        .toList();
    }

    private Transition ask(
            Actor by, List<Defect> defects, LocalDate dueOn, @Nullable String supervisorReason, Instant now) {
        var known = materials.stream().map(FileMaterial::key).collect(Collectors.toSet());
        for (var defect : defects) {
            if (!known.contains(defect.materialKey())) {
                return new Declined(new MaterialNotAskedFor(defect.materialKey()));
            }
        }
        if (corrections.size() >= MOST_ROUNDS) {
            return new Declined(new RoundsUsedUp(MOST_ROUNDS));
        }
        var rounds = new ArrayList<>(corrections);
        rounds.add(Correction.asked(now, by.by(), defects, dueOn, supervisorReason));
        return new Applied(becomes(new CorrectionRequested(), rounds, materials), new CorrectionAsked(now, by));
    }

    /**
     * The applicant supplies what was asked for. All of it, or the file would have to be sent back another time.
     *
     * @param supplied the materials as they stand now, those that changed
     * @param textVersion the text by which the applicant makes promises in the place of proofs
     */
    Transition correct(
            Actor applicant,
            List<FileMaterial> supplied,
            long textVersion,
            LocalDate countsFrom,
            WorkingDayCalendar calendar,
            Instant now) {
        var round = correction();
        if (!(state instanceof CorrectionRequested) || round == null) {
            return new Declined(state instanceof Ended ended ? ended(ended) : new NotAwaitingCorrection());
        }
        if (round.dueOn() instanceof LocalDate dueOn && round.over(ServiceHours.dateOf(now))) {
            return new Declined(new CorrectionPeriodOver(dueOn));
        }
        var changed = supplied.stream().map(FileMaterial::key).collect(Collectors.toSet());
        var missing = round.defects().stream()
                .map(Defect::materialKey)
                .distinct()
                .filter(key -> !changed.contains(key))
                .toList();
        if (!missing.isEmpty()) {
            return new Declined(new MaterialsMissing(missing));
        }
        var rounds = new ArrayList<>(corrections);
        rounds.set(rounds.size() - 1, round.corrected(now, changed));
        return new Applied(
                becomes(waiting(countsFrom, calendar), rounds, replaced(supplied)),
                new FileCorrected(now, applicant, promise(supplied, textVersion)));
    }

    /** The commitment that stands in the place of proofs; null when nothing is promised. */
    static @Nullable Commitment promise(List<FileMaterial> materials, long textVersion) {
        var promised = materials.stream()
                .filter(material -> material.state() == FileMaterial.State.PROMISED)
                .map(FileMaterial::key)
                .toList();
        return promised.isEmpty() ? null : new Commitment(Commitment.Kind.NOTICE_AND_COMMITMENT, textVersion, promised);
    }

    /** A clerk refuses acceptance: no licence is needed, or another body is competent. */
    Transition refuse(
            Actor clerk, @Nullable RefusalGround ground, String reason, @Nullable String competentBody, Instant now) {
        return switch (state) {
            case Submitted _ ->
                new Applied(
                        becomes(new Refused(now, clerk.by(), ground, reason, competentBody), corrections, materials),
                        new FileRefused(now, clerk));
            case PreReviewed reviewed -> new Declined(new AlreadyPreReviewed(reviewed.at()));
            case CorrectionRequested _, Accepted _, AcceptedDeferred _, Ended _ -> declineUnlessWaiting();
        };
    }

    /**
     * The applicant withdraws.
     *
     * @param anyDecided whether a department has decided a case already
     */
    Transition withdraw(Actor applicant, boolean anyDecided, Instant now) {
        return switch (state) {
            case Waiting _, CorrectionRequested _ -> withdrawn(applicant, null, now);
            case Accepted _, AcceptedDeferred _ when anyDecided -> new Declined(new AlreadyDecided());
            case Accepted(var acceptance) -> withdrawn(applicant, acceptance, now);
            case AcceptedDeferred(var acceptance, var _) -> withdrawn(applicant, acceptance, now);
            case Ended ended -> new Declined(ended(ended));
        };
    }

    private Applied withdrawn(Actor applicant, @Nullable Acceptance acceptance, Instant now) {
        return new Applied(
                becomes(new Withdrawn(now, applicant.by(), acceptance), corrections, materials),
                new FileWithdrawn(now, applicant));
    }

    /**
     * A fee of an accepted file was paid; the fee of an item is paid once.
     *
     * @param earlier what was paid before
     */
    Transition pay(Actor by, FeePayment payment, List<FeePayment> earlier) {
        return switch (state) {
            case Waiting _, CorrectionRequested _ -> new Declined(new NotYetAccepted());
            case Accepted _, AcceptedDeferred _ -> {
                var twice = earlier.stream()
                        .flatMap(before -> before.items().stream())
                        .filter(payment.items()::contains)
                        .sorted()
                        .toList();
                if (!twice.isEmpty()) {
                    yield new Declined(new FeeAlreadyPaid(twice));
                }
                yield earlier.size() >= FeePayment.MOST
                        ? new Declined(new PaymentsUsedUp(FeePayment.MOST))
                        : new Applied(
                                becomes(state, corrections, materials), new FeePaid(payment.recordedAt(), by, payment));
            }
            case Ended ended -> new Declined(ended(ended));
        };
    }

    /**
     * The result is handed out, by somebody who had no part in it.
     *
     * @param finished null while the departments have not finished
     * @param facts what is told of the limit, where it is known
     */
    Transition deliver(
            Actor issuer,
            DeliveryMethod method,
            @Nullable RecipientCheck recipientCheck,
            @Nullable FinishedFile finished,
            HandOut.@Nullable Facts facts,
            Instant now) {
        return switch (state) {
            case Waiting _, CorrectionRequested _ -> new Declined(new NotYetAccepted());
            case AcceptedDeferred _ ->
                new Declined(new DeferredOutstanding(keys(outstanding(materials).toList())));
            case Accepted _ when finished == null -> new Declined(new NotFinished());
            case Accepted(var acceptance)
            when takesPart(issuer.by(), acceptance, finished.officers()) -> new Declined(new FourEyes());
            case Accepted(var acceptance) ->
                new Applied(
                        becomes(
                                new Delivered(
                                        acceptance,
                                        new Delivery(now, issuer.by(), issuer.unitOrUnknown(), method, recipientCheck)),
                                corrections,
                                materials),
                        new ResultDelivered(now, issuer, facts));
            case Ended ended -> new Declined(ended(ended));
        };
    }

    /** Why a result of some cases may not be handed out before the rest; null when it may. */
    @Nullable
    Rejection refusesEarlyResult(String issuer, Set<String> officers) {
        return switch (state) {
            case Waiting _, CorrectionRequested _ -> new NotYetAccepted();
            case AcceptedDeferred _ ->
                new DeferredOutstanding(keys(outstanding(materials).toList()));
            case Accepted(var acceptance) -> takesPart(issuer, acceptance, officers) ? new FourEyes() : null;
            case Ended ended -> ended(ended);
        };
    }

    /** Whether somebody accepted, examined or decided what is to be handed out. */
    static boolean takesPart(String issuer, Acceptance acceptance, Set<String> officers) {
        return issuer.equals(acceptance.by()) || officers.contains(issuer);
    }

    Ledger ledger() {
        return Ledger.of(materials, head.content().figures().materialsSeparately());
    }

    @Nullable
    Acceptance acceptance() {
        return switch (state) {
            case Waiting _, CorrectionRequested _, Refused _, Lapsed _ -> null;
            case Accepted(var acceptance) -> acceptance;
            case AcceptedDeferred(var acceptance, var _) -> acceptance;
            case Terminated(var _, var _, var acceptance) -> acceptance;
            case Delivered(var acceptance, var _) -> acceptance;
            case Withdrawn(var _, var _, var acceptance) -> acceptance;
        };
    }

    /** Why a clerk's act that needs a waiting file is declined in every other state. */
    private Declined declineUnlessWaiting() {
        return new Declined(
                switch (state) {
                    case Waiting _ -> throw new IllegalStateException("the file waits");
                    case CorrectionRequested _ -> {
                        var round = correction();
                        yield new AwaitingCorrection(round == null ? head.receivedAt() : round.requestedAt());
                    }
                    case Accepted(var acceptance) -> new AlreadyAccepted(acceptance.at());
                    case AcceptedDeferred(var acceptance, var _) -> new AlreadyAccepted(acceptance.at());
                    case Ended ended -> ended(ended);
                });
    }

    private Rejection ended(Ended ended) {
        return new AlreadyEnded(FileStatus.of(ended), ended.at());
    }

    private ApplicationFile becomes(
            FileState next, List<Correction> nextCorrections, List<FileMaterial> nextMaterials) {
        return new ApplicationFile(head, next, nextCorrections, nextMaterials, version + 1);
    }
}
