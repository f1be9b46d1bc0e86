package onestop.intake.window;

import onestop.events.Topic;

/** Where windows are told of: the latest state of each, for ever. */
public final class WindowTopic {
    public static final Topic TOPIC = Topic.reference("onestop.intake.window");

    private WindowTopic() {}
}
