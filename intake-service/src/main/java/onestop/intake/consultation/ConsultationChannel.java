package onestop.intake.consultation;

/** The way a question came. */
public enum ConsultationChannel {
    WINDOW,
    PHONE,
    ONLINE,
    MOBILE_VEHICLE,
    HOTLINE
}
