package onestop.intake.consultation;

import onestop.events.Topic;

/** Where answered questions are told. */
public final class ConsultationTopic {
    public static final Topic TOPIC = Topic.facts("onestop.intake.consultation");

    private ConsultationTopic() {}
}
