package onestop.evaluation.suspicion;

/** Why a rating is under suspicion. */
public enum Reason {
    /** One device has given more ratings than one applicant would. */
    DEVICE,
    /** A code was not looked at before, or the invitation was read for less time than reading takes. */
    DWELL,
    /** The same level, labels and text as many others of the unit. */
    SAME_WORDS,
    /** Given before the service was. */
    BEFORE_SERVICE,
    /** From a device on which somebody of the staff was signed in and opened an invitation. */
    STAFF_SESSION
}
