package onestop.intake.delivery;

import onestop.events.Topic;

/** Where the way of results into the applicants' hands is told. Key: the receipt number. */
public final class DeliveryTopic {
    public static final Topic TOPIC = Topic.facts("onestop.intake.delivery");

    private DeliveryTopic() {}
}
