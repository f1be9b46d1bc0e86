package onestop.local.issuer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person of the demonstration, as tokens describe them. */
record DemoUser(
        String username,
        String name,
        List<String> roles,
        @Nullable String unit,
        @Nullable String region,
        List<String> uscis) {

    DemoUser {
        roles = List.copyOf(roles);
        // left out in the file for everybody who acts for no enterprise
        uscis = uscis == null ? List.of() : List.copyOf(uscis);
    }
}
