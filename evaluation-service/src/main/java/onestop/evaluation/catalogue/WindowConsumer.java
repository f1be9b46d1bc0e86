package onestop.evaluation.catalogue;

import java.util.List;
import java.util.Set;
import onestop.evaluation.catalogue.HallWindows.Place;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.TownCode;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes in where windows are. What was served at one before it moved stays where it was. */
@Component
class WindowConsumer implements EventConsumer {
    private static final Topic WINDOWS = Topic.reference("onestop.intake.window");
    private static final String REGISTERED = "onestop.intake.window.registered.v1";
    private static final String NO_TOWN = "000";

    private final HallWindows windows;

    WindowConsumer(HallWindows windows) {
        this.windows = windows;
    }

    /** Our reading of a window. */
    record Registered(
            @Nullable String code,
            @Nullable RegionLevel level,
            @Nullable String regionCode) {

        Place place() {
            if (level == null || regionCode == null || regionCode.length() < TownCode.DIGITS) {
                throw new UnreadableEventException("a window needs its level and the code of its place: " + code);
            }
            var town = TownCode.of(regionCode);
            return new Place(town.endsWith(NO_TOWN) ? null : town, level);
        }
    }

    @Override
    public String name() {
        return "windows";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(WINDOWS);
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var event : events) {
            if (event.removesKey() || !event.type().equals(REGISTERED)) {
                continue; // told to others
            }
            var window = event.data(Registered.class);
            if (window.code() == null) {
                throw new UnreadableEventException("a window needs its code: " + event.key());
            }
            windows.keep(window.code(), window.place(), event.sequence());
        }
    }
}
