package onestop.intake.enterprise;

import onestop.events.Topic;

/** Where enterprises are published: the latest entry of each, for ever. */
public final class EnterpriseTopic {
    public static final Topic TOPIC = Topic.reference("onestop.intake.enterprise");

    private EnterpriseTopic() {}
}
