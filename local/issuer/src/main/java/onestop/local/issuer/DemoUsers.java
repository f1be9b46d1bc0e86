package onestop.local.issuer;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everybody in {@code demo-users.json}, the one list that the Keycloak realm is made from too. */
class DemoUsers {

    private final Map<String, DemoUser> byName;

    DemoUsers(List<DemoUser> users) {
        byName = users.stream().collect(toUnmodifiableMap(DemoUser::username, identity()));
    }

    static DemoUsers shipped() {
        var mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        InputStream file = DemoUsers.class.getResourceAsStream("/demo-users.json");
        if (file == null) {
            throw new IllegalStateException("demo-users.json is not on the class path");
        }
        return new DemoUsers(List.of(mapper.readValue(file, DemoUser[].class)));
    }

    Optional<DemoUser> find(String username) {
        return Optional.ofNullable(byName.get(username));
    }

    Collection<DemoUser> all() {
        return byName.values();
    }
}
