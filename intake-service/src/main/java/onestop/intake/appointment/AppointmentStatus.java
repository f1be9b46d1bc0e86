package onestop.intake.appointment;

/** How far an appointment is. */
enum AppointmentStatus {
    /** Out of hours: the hall has not answered. */
    REQUESTED,
    BOOKED,
    DECLINED,
    CANCELLED,
    CHECKED_IN,
    NO_SHOW,
    /** Did not come, for a good reason. */
    EXCUSED
}
