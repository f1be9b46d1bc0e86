package onestop.intake.application;

/** The way a file came in. */
enum Channel {
    ONLINE,
    MOBILE_APP,
    WINDOW,
    SELF_SERVICE,
    MOBILE_VEHICLE
}
