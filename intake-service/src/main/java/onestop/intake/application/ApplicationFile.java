package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileEvent.CorrectionAsked;
import onestop.intake.application.FileEvent.FileAccepted;
import onestop.intake.application.FileEvent.FileCorrected;
import onestop.intake.application.FileEvent.FileRefused;
import onestop.intake.application.FileEvent.FileWithdrawn;
import onestop.intake.application.FileEvent.ResultDelivered;
import onestop.intake.application.FileState.Acceptance;
import onestop.intake.application.FileState.Accepted;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.Delivery;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.Ended;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Withdrawn;
import onestop.intake.application.Rejection.AlreadyAccepted;
import onestop.intake.application.Rejection.AlreadyDecided;
import onestop.intake.application.Rejection.AlreadyEnded;
import onestop.intake.application.Rejection.AwaitingCorrection;
import onestop.intake.application.Rejection.CorrectionAlreadyAsked;
import onestop.intake.application.Rejection.DeferralOutOfRange;
import onestop.intake.application.Rejection.FourEyes;
import onestop.intake.application.Rejection.MaterialNotAskedFor;
import onestop.intake.application.Rejection.MaterialsMissing;
import onestop.intake.application.Rejection.NeededAtOnce;
import onestop.intake.application.Rejection.NotAwaitingCorrection;
import onestop.intake.application.Rejection.NotDeferrable;
import onestop.intake.application.Rejection.NotDueYet;
import onestop.intake.application.Rejection.NotFinished;
import onestop.intake.application.Rejection.NotYetAccepted;
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
 * @param correction the one correction round, when there was or is one
 */
record ApplicationFile(
        Head head, FileState state, @Nullable Correction correction, List<FileMaterial> materials, long version) {

    /** Working days in which a clerk has to say what is missing; after them the file counts as accepted. */
    static final int DAYS_TO_SPEAK = 5;

    ApplicationFile {
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

    /** What was asked for, as it stood when it was handed in. */
    record Content(
            List<FileItem> items,
            List<Subject> subjects,
            Map<String, Boolean> answers,
            boolean agentHandled,
            @Nullable GreenChannel greenChannel,
            Figures figures) {}

    static ApplicationFile submitted(Head head, List<FileMaterial> materials, WorkingDayCalendar calendar) {
        return new ApplicationFile(head, waiting(head.countsFrom(), calendar), null, materials, 1);
    }

    private static Submitted waiting(LocalDate from, WorkingDayCalendar calendar) {
        return new Submitted(from, calendar.add(from, DAYS_TO_SPEAK));
    }

    /**
     * A clerk accepts.
     *
     * @param deferrals for each material that may follow, until when
     */
    Transition accept(
            Actor clerk,
            Map<String, LocalDate> deferrals,
            @Nullable String windowCode,
            LocalDate countsFrom,
            WorkingDayCalendar calendar,
            Instant now) {
        if (!(state instanceof Submitted)) {
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
        return new Applied(becomes(new Accepted(acceptance), correction, next), new FileAccepted(now, clerk));
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

    private Map<String, FileItem> itemsByCode() {
        return head.content().items().stream().collect(Collectors.toMap(FileItem::code, Function.identity()));
    }

    /**
     * Nobody said anything in time: the file counts as accepted from the day it was received, or, after a correction,
     * from the day that was received. Materials that are missing can no longer hold it up.
     */
    Transition deem(LocalDate today, Instant now) {
        if (!(state instanceof Submitted waiting)) {
            return declineUnlessWaiting();
        }
        if (!today.isAfter(waiting.deemedAcceptedAfter())) {
            return new Declined(new NotDueYet(waiting.deemedAcceptedAfter()));
        }
        var received =
                correction == null || correction.correctedAt() == null ? head.receivedAt() : correction.correctedAt();
        var law = Actor.LAW;
        var acceptance = new Acceptance(received, waiting.clockStartedOn(), law.by(), law.unitOrUnknown(), true, null);
        return new Applied(becomes(new Accepted(acceptance), correction, materials), new FileAccepted(now, law));
    }

    /** A clerk asks, once, for everything that is missing or wrong. */
    Transition requestCorrection(Actor clerk, List<Defect> defects, Instant now) {
        if (correction != null && (state instanceof Submitted || state instanceof CorrectionRequested)) {
            return new Declined(new CorrectionAlreadyAsked(correction.requestedAt()));
        }
        if (!(state instanceof Submitted)) {
            return declineUnlessWaiting();
        }
        var known = materials.stream().map(FileMaterial::key).collect(Collectors.toSet());
        for (var defect : defects) {
            if (!known.contains(defect.materialKey())) {
                return new Declined(new MaterialNotAskedFor(defect.materialKey()));
            }
        }
        var asked = new Correction(now, clerk.by(), List.copyOf(defects), null);
        return new Applied(becomes(new CorrectionRequested(), asked, materials), new CorrectionAsked(now, clerk));
    }

    /**
     * The applicant supplies what was asked for. All of it, or the file would have to be sent back a second time.
     *
     * @param supplied the materials as they stand now, those that changed
     */
    Transition correct(
            Actor applicant,
            List<FileMaterial> supplied,
            LocalDate countsFrom,
            WorkingDayCalendar calendar,
            Instant now) {
        if (!(state instanceof CorrectionRequested) || correction == null) {
            return new Declined(state instanceof Ended ended ? ended(ended) : new NotAwaitingCorrection());
        }
        var changed = supplied.stream().collect(Collectors.toMap(FileMaterial::key, Function.identity()));
        var missing = correction.defects().stream()
                .map(Defect::materialKey)
                .distinct()
                .filter(key -> !changed.containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            return new Declined(new MaterialsMissing(missing));
        }
        var next = materials.stream()
                .map(material -> changed.getOrDefault(material.key(), material))
                .toList();
        return new Applied(
                becomes(waiting(countsFrom, calendar), correction.corrected(now), next),
                new FileCorrected(now, applicant));
    }

    /** A clerk refuses acceptance: no licence is needed, or another body is competent. */
    Transition refuse(Actor clerk, String reason, @Nullable String competentBody, Instant now) {
        if (!(state instanceof Submitted)) {
            return declineUnlessWaiting();
        }
        return new Applied(
                becomes(new Refused(now, clerk.by(), reason, competentBody), correction, materials),
                new FileRefused(now, clerk));
    }

    /**
     * The applicant withdraws.
     *
     * @param anyDecided whether a department has decided a case already
     */
    Transition withdraw(Actor applicant, boolean anyDecided, Instant now) {
        return switch (state) {
            case Submitted _, CorrectionRequested _ -> withdrawn(applicant, null, now);
            case Accepted _ when anyDecided -> new Declined(new AlreadyDecided());
            case Accepted(var acceptance) -> withdrawn(applicant, acceptance, now);
            case Ended ended -> new Declined(ended(ended));
        };
    }

    private Applied withdrawn(Actor applicant, @Nullable Acceptance acceptance, Instant now) {
        return new Applied(
                becomes(new Withdrawn(now, applicant.by(), acceptance), correction, materials),
                new FileWithdrawn(now, applicant));
    }

    /**
     * The result is handed out, by somebody who had no part in it.
     *
     * @param finished null while the departments have not finished
     */
    Transition deliver(
            Actor issuer,
            DeliveryMethod method,
            @Nullable RecipientCheck recipientCheck,
            @Nullable FinishedFile finished,
            Instant now) {
        return switch (state) {
            case Submitted _, CorrectionRequested _ -> new Declined(new NotYetAccepted());
            case Accepted _ when finished == null -> new Declined(new NotFinished());
            case Accepted(var acceptance)
            when takesPart(issuer.by(), acceptance, finished.officers()) -> new Declined(new FourEyes());
            case Accepted(var acceptance) ->
                new Applied(
                        becomes(
                                new Delivered(
                                        acceptance,
                                        new Delivery(now, issuer.by(), issuer.unitOrUnknown(), method, recipientCheck)),
                                correction,
                                materials),
                        new ResultDelivered(now, issuer));
            case Ended ended -> new Declined(ended(ended));
        };
    }

    private static boolean takesPart(String issuer, Acceptance acceptance, Set<String> officers) {
        return issuer.equals(acceptance.by()) || officers.contains(issuer);
    }

    Ledger ledger() {
        return Ledger.of(materials, head.content().figures().materialsSeparately());
    }

    @Nullable
    Acceptance acceptance() {
        return switch (state) {
            case Submitted _, CorrectionRequested _, Refused _ -> null;
            case Accepted(var acceptance) -> acceptance;
            case Delivered(var acceptance, var _) -> acceptance;
            case Withdrawn(var _, var _, var acceptance) -> acceptance;
        };
    }

    /** Why a clerk's act that needs a waiting file is declined in every other state. */
    private Declined declineUnlessWaiting() {
        return new Declined(
                switch (state) {
                    case Submitted _ -> throw new IllegalStateException("the file waits");
                    case CorrectionRequested _ ->
                        new AwaitingCorrection(correction == null ? head.receivedAt() : correction.requestedAt());
                    case Accepted(var acceptance) -> new AlreadyAccepted(acceptance.at());
                    case Ended ended -> ended(ended);
                });
    }

    private Rejection ended(Ended ended) {
        return new AlreadyEnded(FileStatus.of(ended), ended.at());
    }

    private ApplicationFile becomes(
            FileState next, @Nullable Correction nextCorrection, List<FileMaterial> nextMaterials) {
        return new ApplicationFile(head, next, nextCorrection, nextMaterials, version + 1);
    }
}
