package onestop.appeal.handover;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import onestop.appeal.appeals.TakeOverAppeal;
import onestop.appeal.appeals.TakeOverAppeal.HandedOver;
import onestop.appeal.recusal.FileOfficers;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes over open feedback (吐槽找茬) that is to be handled as an appeal. Its own words stay in evaluation-service, as they may name
 * somebody: the appeal has the summary that was written when it was referred, says which feedback it is and what unit it is about, and
 * {@code received.v1} tells evaluation-service which appeal came of it. Of feedback about which there is an appeal already none is
 * made; that it was referred is kept, for the desk that did.
 */
@Component
class OpenFeedbackConsumer implements EventConsumer {
    private static final String REFERRED = "onestop.evaluation.open-feedback.referred.v1";
    private static final String OFFICER_NAMED = "onestop.evaluation.open-feedback.officer-named.v1";

    private final TakeOverAppeal takeOverAppeal;
    private final FileOfficers fileOfficers;
    private final ReferredFeedback referredFeedback;
    private final InstantSource clock;

    OpenFeedbackConsumer(
            TakeOverAppeal takeOverAppeal,
            FileOfficers fileOfficers,
            ReferredFeedback referredFeedback,
            InstantSource clock) {
        this.takeOverAppeal = takeOverAppeal;
        this.fileOfficers = fileOfficers;
        this.referredFeedback = referredFeedback;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "open-feedback";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.evaluation.open-feedback"));
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var event : events) {
            if (event.type().equals(REFERRED)) {
                var referred = event.data(Referred.class);
                var feedback = feedback(referred.feedbackId());
                if (referred.officer() != null && !referred.officer().isBlank()) {
                    fileOfficers.complainedOf(feedback, referred.officer());
                }
                referredFeedback.keep(feedback, clock.instant());
                takeOverAppeal.takeOver(referred.toHandedOver(feedback));
            } else if (event.type().equals(OFFICER_NAMED)) {
                var named = event.data(OfficerNamed.class);
                fileOfficers.complainedOf(feedback(named.feedbackId()), named.account());
            }
        }
    }

    private static String feedback(@Nullable String id) {
        if (id == null || !id.matches("[0-9A-Za-z-]{1,64}")) {
            throw new UnreadableEventException("the field feedbackId is missing or misshapen");
        }
        return id;
    }

    /** Whom a feedback is about, before anybody raises an appeal about it or whatever way that comes. */
    record OfficerNamed(
            @Nullable String feedbackId, @Nullable String officer) {
        String account() {
            if (officer == null || officer.isBlank()) {
                throw new UnreadableEventException("the field officer is missing");
            }
            return officer;
        }
    }

    /** @param officer the account of whom it is about, where the poster was an officer's; kept from the appeal */
    record Referred(
            @Nullable String feedbackId,
            @Nullable String unit,
            @Nullable String level,
            @Nullable String summary,
            @Nullable String officer) {
        HandedOver toHandedOver(String feedback) {
            var about = unit != null && unit.matches("[A-Z][A-Z0-9_]{1,31}") ? unit : null;
            return new HandedOver(
                    AppealSource.OPEN_FEEDBACK,
                    AppealKind.COMPLAINT,
                    false,
                    false,
                    null,
                    null,
                    "吐槽找茬转办" + (about == null ? "" : "：" + about),
                    text(feedback),
                    null,
                    null,
                    null,
                    feedback,
                    null,
                    null,
                    about,
                    null);
        }

        private String text(String feedback) {
            var said = summary == null || summary.isBlank() ? "" : summary.strip() + "\n";
            return said.substring(0, Math.min(said.length(), MOST_OF_A_SUMMARY)) + "由吐槽找茬转来，编号 " + feedback
                    + (level == null ? "" : "，评价等级 " + level) + "。";
        }

        private static final int MOST_OF_A_SUMMARY = 3_000;
    }
}
