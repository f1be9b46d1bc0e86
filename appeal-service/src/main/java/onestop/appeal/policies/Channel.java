package onestop.appeal.policies;

/** Where an enterprise wants to be told. The portal is always served; the others hear it by event. */
enum Channel {
    PORTAL,
    APP,
    SMS
}
