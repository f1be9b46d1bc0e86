package onestop.local.issuer;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The realm file of the container setup. Its settings are written by hand; its roles and users follow from the
 * demonstration users, so that a person is the same in both setups.
 */
final class KeycloakRealm {

    static final Path FILE = Path.of("../../docker/keycloak/onestop-realm.json");

    private static final JsonMapper JSON = new JsonMapper();

    private KeycloakRealm() {}

    static ObjectNode read() {
        return (ObjectNode) JSON.readTree(FILE.toFile());
    }

    /** The same settings with the roles and users of these. */
    static ObjectNode with(DemoUsers users, ObjectNode realm) {
        List<DemoUser> sorted = users.all().stream()
                .sorted(Comparator.comparing(DemoUser::username))
                .toList();
        ObjectNode result = realm.deepCopy();
        ArrayNode roles = result.withObject("/roles").putArray("realm");
        sorted.stream()
                .flatMap(user -> user.roles().stream())
                .distinct()
                .sorted()
                .forEach(role -> roles.addObject().put("name", role));
        ArrayNode accounts = result.putArray("users");
        sorted.forEach(user -> accounts.add(account(user)));
        return result;
    }

    private static JsonNode account(DemoUser user) {
        ObjectNode account = JSON.createObjectNode()
                .put("username", user.username())
                .put("firstName", user.name())
                .put("enabled", true);
        account.putArray("realmRoles").addAll(texts(user.roles()));
        ObjectNode attributes = account.putObject("attributes");
        if (user.unit() != null) {
            attributes.putArray("unit").add(user.unit());
        }
        if (user.region() != null) {
            attributes.putArray("region").add(user.region());
        }
        if (!user.uscis().isEmpty()) {
            attributes.putArray("uscis").addAll(texts(user.uscis()));
        }
        account.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", "${ONESTOP_DEMO_PASSWORD}")
                .put("temporary", false);
        return account;
    }

    private static ArrayNode texts(List<String> values) {
        ArrayNode array = JSON.createArrayNode();
        values.forEach(array::add);
        return array;
    }
}
