package onestop.intake.catalogue;

import onestop.events.Topic;

/** Where the catalogue is published: the latest version of each entry, for ever. */
public final class CatalogueTopic {
    public static final Topic TOPIC = Topic.reference("onestop.intake.catalogue");

    private CatalogueTopic() {}
}
