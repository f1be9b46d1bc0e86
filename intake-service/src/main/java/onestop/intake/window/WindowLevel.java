package onestop.intake.window;

/** On which of the three levels of centres a window is. */
public enum WindowLevel {
    COUNTY,
    TOWN,
    VILLAGE
}
