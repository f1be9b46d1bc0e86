package onestop.evaluation.reviews;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.rectification.BadFinding;
import onestop.evaluation.rectification.OpenRectification;
import onestop.evaluation.rectification.Origin;
import onestop.evaluation.reviews.Review.Finding;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a review in. Review, findings, orders and events commit together or not at all. */
@Service
class FileReview {
    private final Appointments appointments;
    private final Reviews reviews;
    private final OpenRectification rectification;
    private final InstantSource clock;

    FileReview(Appointments appointments, Reviews reviews, OpenRectification rectification, InstantSource clock) {
        this.appointments = appointments;
        this.reviews = reviews;
        this.rectification = rectification;
        this.clock = clock;
    }

    /** What somebody wants to file. */
    record Draft(
            Target target,
            String targetCode,
            String unit,
            boolean announced,
            LocalDate visitedOn,
            Level level,
            @Nullable String remark,
            List<DraftFinding> findings) {}

    record DraftFinding(Level level, @Nullable String item, String text) {}

    sealed interface Result {
        record Filed(Review review) implements Result {}

        /** Nobody reviews without an appointment for the day of the visit. */
        record NotAppointed() implements Result {}

        /** Nobody reviews the unit they work for. */
        record OwnUnit() implements Result {}
    }

    @Transactional(propagation = Propagation.MANDATORY)
    Result file(Draft draft, String reviewer, @Nullable String unitOfTheReviewer) {
        if (draft.unit().equals(unitOfTheReviewer)) {
            return new Result.OwnUnit();
        }
        var appointment = appointments.on(reviewer, draft.visitedOn());
        if (appointment.isEmpty()) {
            return new Result.NotAppointed();
        }
        var now = CountyTime.now(clock);
        var findings = new java.util.ArrayList<Finding>();
        for (var found : draft.findings()) {
            findings.add(new Finding(
                    UUID.randomUUID(), findings.size() + 1, found.level(), found.item(), found.text(), null));
        }
        var orders = new ArrayDeque<>(rectification.openFindings(
                findings.stream()
                        .filter(finding -> finding.level().bad())
                        .map(finding -> new BadFinding(
                                Origin.REVIEW,
                                finding.id(),
                                finding.item(),
                                draft.unit(),
                                finding.level(),
                                finding.text(),
                                false))
                        .toList(),
                now));
        var review = new Review(
                UUID.randomUUID(),
                appointment.get().id(),
                reviewer,
                draft.target(),
                draft.targetCode(),
                draft.unit(),
                draft.announced(),
                draft.visitedOn(),
                draft.level(),
                draft.remark(),
                now,
                findings.stream()
                        .map(finding -> finding.level().bad()
                                ? new Finding(
                                        finding.id(),
                                        finding.number(),
                                        finding.level(),
                                        finding.item(),
                                        finding.text(),
                                        orders.remove().value())
                                : finding)
                        .toList(),
                0);
        reviews.insert(review);
        return new Result.Filed(review);
    }
}
