package onestop.intake.mobile;

import java.util.List;

/** A vehicle with the windows on board. */
record Vehicle(String code, String name, List<String> windowCodes, long version) {
    Vehicle {
        windowCodes = List.copyOf(windowCodes);
    }
}
