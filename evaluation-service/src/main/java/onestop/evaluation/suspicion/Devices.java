package onestop.evaluation.suspicion;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import onestop.evaluation.personal.Sealing;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** What stands for the device of a request. It names itself by {@code Device-Id}; else address and browser stand for it. */
@Component
public class Devices {
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{8,100}");

    private final Sealing sealing;

    Devices(Sealing sealing) {
        this.sealing = sealing;
    }

    /** The fingerprint of a device that has named itself; null when it has not. */
    public byte @Nullable [] named(HttpServletRequest request) {
        var id = request.getHeader("Device-Id");
        if (id == null) {
            return null;
        }
        if (!ID.matcher(id).matches()) {
            throw new InvalidFieldException("Device-Id", "device-id-form");
        }
        return sealing.fingerprint("device " + id);
    }

    /** The fingerprint of whatever device it is. */
    public byte[] any(HttpServletRequest request) {
        var named = named(request);
        if (named != null) {
            return named;
        }
        var forwarded = request.getHeader("X-Forwarded-For");
        var address = forwarded == null ? request.getRemoteAddr() : forwarded;
        return sealing.fingerprint("address " + address + " " + request.getHeader(HttpHeaders.USER_AGENT));
    }
}
