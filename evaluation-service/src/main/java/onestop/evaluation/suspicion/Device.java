package onestop.evaluation.suspicion;

import java.util.Arrays;

/**
 * What a rating comes from.
 *
 * @param fingerprint what stands for the device; which one it was cannot be learnt from it
 * @param place what stands for its address and browser, whatever it calls itself; of a device of the hall, itself
 * @param ofTheHall whether it has proven to be a registered device of the hall, which many use
 */
public record Device(byte[] fingerprint, byte[] place, boolean ofTheHall) {
    /** Whether it has a name of its own beside its address and browser. */
    boolean named() {
        return !Arrays.equals(fingerprint, place);
    }
}
