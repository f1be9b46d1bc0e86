package onestop.appeal.policies;

/** What became of a push in the app or as a text message. */
enum DeliveryResult {
    DELIVERED,
    /** It could not be delivered; a later delivery makes up for it. */
    FAILED,
    /** Which it can only be when it was delivered. */
    READ
}
