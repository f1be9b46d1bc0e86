package onestop.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KeycloakRealmTests {

    @Test
    void theRealmHasExactlyTheDemonstrationUsers() {
        var realm = KeycloakRealm.read();

        assertThat(realm)
                .as("write it anew with: ./mvnw -pl local/issuer test -Dtest=WriteKeycloakRealm")
                .isEqualTo(KeycloakRealm.with(DemoUsers.shipped(), realm));
    }

    @Test
    void bothClientsGiveTheClaimsThatTheServicesRead() {
        for (JsonNode client : KeycloakRealm.read().path("clients")) {
            assertThat(client.path("protocolMappers")
                            .valueStream()
                            .map(mapper -> mapper.path("name").asString()))
                    .containsExactlyInAnyOrder(
                            "audience", "preferred_username", "name", "roles", "unit", "region", "uscis");
        }
    }

    @Test
    void noSecretIsInTheFile() {
        assertThat(KeycloakRealm.read().toString()).doesNotContain("\"secret\"");
        assertThat(KeycloakRealm.read().path("users"))
                .allSatisfy(user -> assertThat(
                                user.path("credentials").path(0).path("value").asString())
                        .isEqualTo("${ONESTOP_DEMO_PASSWORD}"));
    }
}
