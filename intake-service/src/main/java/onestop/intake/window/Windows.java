package onestop.intake.window;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.input.FieldErrors;
import onestop.intake.window.WindowTable.Filter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What other features may ask of the windows. */
@Component
public class Windows {
    private final WindowTable windows;
    private final InstantSource clock;

    Windows(WindowTable windows, InstantSource clock) {
        this.windows = windows;
        this.clock = clock;
    }

    public Optional<Window> find(String code) {
        return windows.find(code);
    }

    /** Those of the codes that name a window. */
    public List<Window> findAll(Collection<String> codes) {
        return windows.findAll(codes);
    }

    /** The window if it is there and in use today. */
    public Optional<Window> findInUse(String code) {
        return windows.find(code).filter(window -> window.inUse(today()));
    }

    /** Names the field {@code windowCode} unless the window, if one is named, is there and in use today. */
    public void mustBeInUse(@Nullable String code, FieldErrors errors) {
        if (code != null && findInUse(code).isEmpty()) {
            errors.add("windowCode", "no-window-in-use", code);
        }
    }

    /**
     * Windows in use today where all these items can be handed in together, by code.
     *
     * @param regionCode one place only; null for everywhere
     * @param most how many at most, up to 200
     */
    public List<Window> taking(Collection<String> itemCodes, @Nullable String regionCode, int most) {
        if (itemCodes.isEmpty() || most < 1 || most > 200) {
            throw new IllegalArgumentException("ask for some items and for 1 to 200 windows");
        }
        return windows.list(new Filter(null, regionCode, itemCodes, today()), "", most);
    }

    /** Windows in use today, by code; at most so many, up to 200. */
    public List<Window> inUse(int most) {
        return windows.list(new Filter(null, null, List.of(), today()), "", Math.min(most, 200));
    }

    private LocalDate today() {
        return ServiceHours.dateOf(clock.instant());
    }
}
