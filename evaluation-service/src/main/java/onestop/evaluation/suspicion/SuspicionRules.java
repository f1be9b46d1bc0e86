package onestop.evaluation.suspicion;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * From where on a rating is under suspicion.
 *
 * @param deviceRatings how many ratings a device may give within {@code deviceWithin}
 * @param hallDeviceRatings the same for devices registered for the hall, which many use
 * @param placeRatings the same for one address and browser, behind which a whole hall may be
 * @param dwell how long an address must have been looked at before it is rated
 * @param sameWords how many ratings of a unit may say the same within {@code sameWordsWithin}
 * @param staffWithin for how long a device on which staff were signed in is theirs
 */
@ConfigurationProperties("onestop.evaluation.suspicion")
record SuspicionRules(
        int deviceRatings,
        int hallDeviceRatings,
        int placeRatings,
        Duration deviceWithin,
        Duration dwell,
        int sameWords,
        Duration sameWordsWithin,
        Duration staffWithin) {

    SuspicionRules {
        if (deviceRatings < 1 || hallDeviceRatings < 1 || placeRatings < 1 || sameWords < 1) {
            throw new IllegalArgumentException("onestop.evaluation.suspicion: a number of ratings is at least 1");
        }
    }
}
