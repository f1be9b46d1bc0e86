package onestop.evaluation.province;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.province.ProvinceTables.Kind;
import onestop.evaluation.province.ProvinceTables.Task;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Notes from our own events what is to be reported. Ratings of other systems are noted when they are taken in. */
@Component
class ProvinceConsumer implements EventConsumer {
    private static final Topic RATINGS = Topic.facts("onestop.evaluation.rating");

    private final ProvinceTables tables;
    private final InstantSource clock;

    ProvinceConsumer(ProvinceTables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    private record Ids(
            @Nullable UUID invitationId, @Nullable UUID ratingId) {}

    @Override
    public String name() {
        return "province";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(RATINGS);
    }

    @Override
    public boolean awaited() {
        return false;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var tasks = new ArrayList<Task>();
        for (var event : events) {
            switch (event.type()) {
                case "onestop.evaluation.rating.invited.v1" ->
                    add(tasks, Kind.SERVICE, event.data(Ids.class).invitationId());
                case "onestop.evaluation.rating.given.v1",
                        "onestop.evaluation.rating.followed-up.v1",
                        "onestop.evaluation.rating.standing-changed.v1",
                        "onestop.evaluation.rating.unit-changed.v1" ->
                    add(tasks, Kind.RATING, event.data(Ids.class).ratingId());
                default -> {
                    // Nothing that is reported.
                }
            }
        }
        tables.note(tasks, CountyTime.now(clock));
    }

    private static void add(List<Task> tasks, Kind kind, @Nullable UUID subject) {
        if (subject != null) {
            tasks.add(new Task(kind, subject));
        }
    }
}
