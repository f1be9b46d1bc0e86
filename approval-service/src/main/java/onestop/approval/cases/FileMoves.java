package onestop.approval.cases;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onestop.approval.cases.Transition.Applied;

/** What acts on cases change in the counters of their files. Acts that neither start nor close a case change nothing there. */
final class FileMoves {
    private final ApprovalCase first;
    private final Set<String> officers = new TreeSet<>();
    private int waiting;
    private int inHand;
    private int granted;
    private int refused;
    private int notStarted;
    private int withdrawn;
    private int ended;

    private FileMoves(ApprovalCase first) {
        this.first = first;
    }

    static List<FileProgress.Change> of(Collection<Applied> applied, Moment now) {
        var byFile = new TreeMap<String, FileMoves>();
        for (var one : applied) {
            if (moves(one.event())) {
                byFile.computeIfAbsent(one.next().facts().receiptNumber(), _ -> new FileMoves(one.next()))
                        .add(one);
            }
        }
        return byFile.values().stream().map(moves -> moves.change(now)).toList();
    }

    private static boolean moves(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Opened _,
                    CaseEvent.Granted _,
                    CaseEvent.Refused _,
                    CaseEvent.NotStarted _,
                    CaseEvent.WaitsAgain _,
                    CaseEvent.Withdrawn _,
                    CaseEvent.Ended _,
                    CaseEvent.Reopened _ -> true;
            case CaseEvent.Assigned _,
                    CaseEvent.Examined _,
                    CaseEvent.Reviewed _,
                    CaseEvent.Returned _,
                    CaseEvent.Extended _,
                    CaseEvent.Recounted _,
                    CaseEvent.Suspended _,
                    CaseEvent.Resumed _,
                    CaseEvent.VisitRecorded _,
                    CaseEvent.VisitSigned _,
                    CaseEvent.OpinionsAsked _,
                    CaseEvent.OpinionGiven _,
                    CaseEvent.RequestWithdrawn _,
                    CaseEvent.HearingAsked _,
                    CaseEvent.HearingPlanned _,
                    CaseEvent.HearingHeld _,
                    CaseEvent.HearingWaived _ -> false;
        };
    }

    private void add(Applied one) {
        officers.addAll(one.next().officers());
        switch (one.event()) {
            case CaseEvent.Opened _ -> {
                waiting--;
                inHand++;
            }
            case CaseEvent.Granted _ -> {
                inHand--;
                granted++;
            }
            case CaseEvent.Refused _ -> {
                inHand--;
                refused++;
            }
            case CaseEvent.NotStarted _ -> {
                waiting--;
                notStarted++;
            }
            case CaseEvent.WaitsAgain _ -> {
                notStarted--;
                waiting++;
            }
            case CaseEvent.Withdrawn _ -> {
                if (one.next().clock() == null) {
                    waiting--;
                } else {
                    inHand--;
                }
                withdrawn++;
            }
            case CaseEvent.Reopened(var from, var _, var _) -> {
                inHand++;
                if (from == CaseEvent.Reopened.From.REFUSED) {
                    refused--;
                } else {
                    ended--;
                }
            }
            case CaseEvent.Ended _ -> {
                if (one.next().clock() == null) {
                    waiting--;
                } else {
                    inHand--;
                }
                ended++;
            }
            default -> throw new IllegalArgumentException("moves no counter: " + one.event());
        }
    }

    private FileProgress.Change change(Moment now) {
        return new FileProgress.Change(
                first.facts().receiptNumber(),
                waiting,
                inHand,
                granted,
                refused,
                notStarted,
                withdrawn,
                ended,
                List.copyOf(officers),
                now.workingDaysSince(first.facts().countsFrom()),
                now.at());
    }
}
