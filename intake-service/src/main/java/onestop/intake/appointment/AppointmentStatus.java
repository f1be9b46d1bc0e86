package onestop.intake.appointment;

/** How far an appointment is. */
enum AppointmentStatus {
    /** Out of hours: the hall has not answered. */
    REQUESTED,
    /** A place is held for the cloud service desk; it is not said yet who comes. */
    RESERVED,
    BOOKED,
    DECLINED,
    CANCELLED,
    CHECKED_IN,
    NO_SHOW,
    /** Did not come, for a good reason. */
    EXCUSED
}
