package onestop.approval.lights;

/** What has become of a light. */
enum LightState {
    TURNED,
    ANSWERED,
    LIFTED
}
