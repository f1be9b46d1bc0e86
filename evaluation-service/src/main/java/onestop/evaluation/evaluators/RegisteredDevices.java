package onestop.evaluation.evaluators;

import onestop.identifiers.DeviceKey;
import org.springframework.stereotype.Component;

/** Whether a device is one that was registered here: it has a key that nobody else knows. */
@Component
public class RegisteredDevices {
    private final Evaluators evaluators;

    RegisteredDevices(Evaluators evaluators) {
        this.evaluators = evaluators;
    }

    /** @param key as the device was told it when it was registered */
    public boolean includes(String serial, String key) {
        return evaluators.find(serial, new DeviceKey(key).hash()).isPresent();
    }
}
