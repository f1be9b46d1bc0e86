package onestop.evaluation.suspicion;

/**
 * What a rating comes from.
 *
 * @param fingerprint what stands for the device; which one it was cannot be learnt from it
 * @param ofTheHall whether it has proven to be a registered device of the hall, which many use
 */
public record Device(byte[] fingerprint, boolean ofTheHall) {}
