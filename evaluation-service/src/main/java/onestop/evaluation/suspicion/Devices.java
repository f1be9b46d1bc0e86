package onestop.evaluation.suspicion;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import onestop.evaluation.evaluators.RegisteredDevices;
import onestop.evaluation.personal.Sealing;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What stands for the device of a request. A device of the hall proves itself by its serial number and key; any other may
 * name itself; else address and browser stand for it. Since a name is free to choose, address and browser are kept beside it.
 */
@Component
public class Devices {
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{8,100}");

    private final Sealing sealing;
    private final RegisteredDevices registered;

    Devices(Sealing sealing, RegisteredDevices registered) {
        this.sealing = sealing;
        this.registered = registered;
    }

    /**
     * The device of a request.
     *
     * @throws ProblemException when it says that it is of the hall and does not prove it: a channel anybody can claim
     */
    public Device of(HttpServletRequest request) {
        var id = request.getHeader("Device-Id");
        var key = request.getHeader("Device-Key");
        if (key != null) {
            return ofTheHall(id, key);
        }
        var place = sealing.fingerprint("address " + address(request));
        if (id == null) {
            return new Device(place, place, false);
        }
        if (!ID.matcher(id).matches()) {
            throw new InvalidFieldException("Device-Id", "device-id-form");
        }
        return new Device(sealing.fingerprint("device " + id), place, false);
    }

    /** The same, if it names itself and is not shared by the hall: nobody else's address and browser are alike by chance. */
    public Optional<Device> ownOf(HttpServletRequest request) {
        return request.getHeader("Device-Id") == null || request.getHeader("Device-Key") != null
                ? Optional.empty()
                : Optional.of(of(request));
    }

    private Device ofTheHall(@Nullable String serial, String key) {
        if (serial == null) {
            throw new InvalidFieldException("Device-Id", "required");
        }
        if (!registered.includes(serial, key)) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "no-such-evaluator");
        }
        var itself = sealing.fingerprint("evaluator " + serial);
        return new Device(itself, itself, true);
    }

    private static String address(HttpServletRequest request) {
        var forwarded = request.getHeader("X-Forwarded-For");
        return (forwarded == null ? request.getRemoteAddr() : forwarded) + " "
                + request.getHeader(HttpHeaders.USER_AGENT);
    }
}
