package onestop.intake.application;

import onestop.events.Topic;

/** Where everything that happens to files is published. */
public final class ApplicationTopic {
    public static final Topic TOPIC = Topic.facts("onestop.intake.application");

    private ApplicationTopic() {}
}
