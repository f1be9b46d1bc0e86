package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The counters of one file right after a change, with what the file's last event says. */
record FileProgress(
        String receiptNumber,
        String status,
        @Nullable String packageCode,
        String enterpriseUsci,
        String leadUnit,
        LocalDate countsFrom,
        int casesWaiting,
        int casesInHand,
        int granted,
        int refused,
        int notStarted,
        int ended,
        @Nullable Integer workingDaysUsed,
        int baselineStatutoryDays,
        @Nullable Double materialReductionRate,
        List<String> officers,
        long version) {

    boolean finished() {
        return status.equals("FINISHED");
    }

    /** Whether these are the first results of the file, decisions or not, and more are to come. */
    boolean hasItsFirstResults(Change change) {
        int now = change.granted() + change.refused() + change.ended();
        return status.equals("IN_PROGRESS") && now > 0 && granted + refused + notStarted + ended == now;
    }

    /** Whether there is a result to be handed out. */
    boolean hasDecisions() {
        return granted + refused > 0;
    }

    boolean casesWait() {
        return casesWaiting > 0;
    }

    FileOutcome outcome() {
        return FileOutcome.of(granted, refused, notStarted + ended);
    }

    /** One minus the share of the baseline that was used; unknown without a baseline. */
    @Nullable
    Double timeReduction() {
        return Reduction.of(workingDaysUsed, baselineStatutoryDays);
    }

    /** What an act changes in the counters of one file. */
    record Change(
            String receiptNumber,
            int waiting,
            int inHand,
            int granted,
            int refused,
            int notStarted,
            int withdrawn,
            int ended,
            List<String> officers,
            int workingDaysUsed,
            Instant at) {}
}
