package onestop.intake.window;

import java.time.Instant;
import java.time.LocalDate;
import onestop.events.OutgoingEvent;
import org.jspecify.annotations.Nullable;

/** Windows as messages; the only place that knows their names on the wire. What a window takes is not told. */
final class WindowMessages {

    record Registered(
            String code,
            String nameZh,
            String nameEn,
            WindowType type,
            WindowLevel level,
            String regionCode,
            String unit,
            LocalDate openedOn,
            @Nullable LocalDate closedOn) {}

    static OutgoingEvent registered(Window window, Instant at) {
        return new OutgoingEvent(
                WindowTopic.TOPIC,
                window.code(),
                "onestop.intake.window.registered.v1",
                window.code(),
                window.version(),
                at,
                new Registered(
                        window.code(),
                        window.nameZh(),
                        window.nameEn(),
                        window.type(),
                        window.level(),
                        window.regionCode(),
                        window.unit(),
                        window.openedOn(),
                        window.closedOn()));
    }

    private WindowMessages() {}
}
