package onestop.intake.appointment;

import onestop.events.Topic;

/** Where the cloud service desk hears of the appointments that it asked for. */
public final class AppointmentTopic {
    public static final Topic TOPIC = Topic.facts("onestop.intake.appointment");

    private AppointmentTopic() {}
}
