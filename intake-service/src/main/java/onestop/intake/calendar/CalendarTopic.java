package onestop.intake.calendar;

import onestop.events.Topic;

/** Where the yearly notices are published. */
public final class CalendarTopic {
    public static final Topic TOPIC = Topic.reference("onestop.intake.calendar");

    private CalendarTopic() {}
}
