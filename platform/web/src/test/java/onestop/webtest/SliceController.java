package onestop.webtest;

import java.util.Map;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SliceController {
    @Allowed(Role.OPS)
    @GetMapping("/slice")
    Map<String, String> slice(Caller caller) {
        return Map.of("caller", caller.subject());
    }
}
