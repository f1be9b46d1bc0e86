package onestop.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class IssuerIT {

    private static final String ISSUER = "http://localhost:8090";
    private static final String RETURN_TO = "http://localhost:8080/signed-in";

    @TempDir
    static Path folder;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("onestop.issuer.url", () -> ISSUER);
        registry.add("onestop.issuer.key-file", () -> folder.resolve("signing-key.json"));
    }

    @LocalServerPort
    int port;

    private final JsonMapper json = new JsonMapper();
    private HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void freshBrowser() {
        http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    @Test
    void aTokenSaysWhoThePersonIsToThePlatformForTenMinutes() throws Exception {
        Jwt token = verified(tokenFor("examiner-scjg", "onestop-demo"));

        assertThat(token.getClaimAsString("iss")).isEqualTo(ISSUER);
        assertThat(token.getAudience()).contains("onestop");
        assertThat(token.getSubject()).isEqualTo("examiner-scjg");
        assertThat(token.getClaimAsString("preferred_username")).isEqualTo("examiner-scjg");
        assertThat(token.getClaimAsString("name")).isNotBlank();
        assertThat(token.getClaimAsStringList("roles")).containsExactly("EXAMINER");
        assertThat(token.getClaimAsString("unit")).isEqualTo("SCJG");
        assertThat(token.getClaimAsString("region")).isEqualTo("371327000000");
        assertThat(token.getClaimAsStringList("uscis")).isEmpty();
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofMinutes(10));
        assertThat(token.getHeaders()).containsEntry("alg", "RS256");
    }

    @Test
    void anApplicantsTokenNamesTheEnterpriseAndNoUnit() throws Exception {
        Jwt token = verified(tokenFor("applicant2", "onestop-demo"));

        assertThat(token.getClaimAsStringList("uscis")).containsExactly("91371327MA3DEM0B0B");
        assertThat(token.hasClaim("unit")).isFalse();
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreTheSameRefusal() throws Exception {
        var wrong = passwordGrant("onestop-demo", "auditor", "guess");
        var unknown = passwordGrant("onestop-demo", "nobody", "onestop-demo");

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json.readTree(wrong.body()).path("error").asString()).isEqualTo("invalid_grant");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void guessingIsSlowedDownEvenForTheRightGuess() throws Exception {
        for (int i = 0; i < SignInThrottle.FREE_ATTEMPTS; i++) {
            passwordGrant("onestop-demo", "partner", "guess " + i);
        }

        var throttled = passwordGrant("onestop-demo", "partner", "onestop-demo");

        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValueAsLong("Retry-After")).hasValue(30);
        assertThat(json.readTree(throttled.body()).path("error").asString()).isEqualTo("slow_down");
    }

    @Test
    void onlyTheDemonstrationClientMayUseTheGrantAndOnlyWithAllItsParameters() throws Exception {
        assertThat(passwordGrant("onestop-web", "auditor", "onestop-demo").body())
                .contains("unauthorized_client");
        assertThat(passwordGrant("somebody-else", "auditor", "onestop-demo").body())
                .contains("invalid_client");
        assertThat(passwordGrant("onestop-demo", "auditor", "").body()).contains("invalid_request");
    }

    @Test
    void discoveryTellsWhatIsOffered() throws Exception {
        JsonNode document =
                json.readTree(get("/.well-known/openid-configuration").body());

        assertThat(document.path("issuer").asString()).isEqualTo(ISSUER);
        assertThat(document.path("token_endpoint").asString()).isEqualTo(ISSUER + "/oauth2/token");
        assertThat(document.path("grant_types_supported").valueStream().map(JsonNode::asString))
                .containsExactly("authorization_code", "password");
        assertThat(get("/oauth2/jwks").body()).contains("RS256").doesNotContain("\"d\"");
    }

    @Test
    void aPersonSignsInWithABrowserAndProofOfTheKey() throws Exception {
        String verifier = "a-verifier-that-is-long-enough-for-the-protocol-0123456789";

        String code = codeFor("window", challengeOf(verifier));
        var answer = tokenForCode(code, verifier);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode tokens = json.readTree(answer.body());
        assertThat(verified(tokens.path("access_token").asString()).getClaimAsStringList("roles"))
                .containsExactly("WINDOW");
        var id = SignedJWT.parse(tokens.path("id_token").asString()).getJWTClaimsSet();
        assertThat(id.getAudience()).containsExactly("onestop-web");
        assertThat(id.getStringClaim("preferred_username")).isEqualTo("window");
        assertThat(tokenForCode(code, verifier).statusCode()).isEqualTo(400);
    }

    @Test
    void aStolenCodeIsWorthNothingWithoutTheVerifier() throws Exception {
        String code = codeFor("window2", challengeOf("a-verifier-that-is-long-enough-for-the-protocol-0123456789"));

        assertThat(tokenForCode(code, "another-verifier-that-is-long-enough-for-it-0123456789")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void onlyTheFrontEndMayCallFromAnotherOrigin() throws Exception {
        assertThat(preflight("http://localhost:8080").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://localhost:8080");
        assertThat(preflight("http://evil.example").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> preflight(String origin) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri("/oauth2/token"))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .build(),
                BodyHandlers.ofString());
    }

    private String codeFor(String username, String challenge) throws Exception {
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", "onestop-web");
        query.put("redirect_uri", RETURN_TO);
        query.put("scope", "openid profile");
        query.put("state", "s1");
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        String authorize = "/oauth2/authorize?" + form(query);
        var toPage = http.send(
                HttpRequest.newBuilder(uri(authorize))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
        assertThat(toPage.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
        var csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
                .matcher(get("/login").body());
        assertThat(csrf.find()).isTrue();
        post("/login", Map.of("username", username, "password", "onestop-demo", "_csrf", csrf.group(1)));
        var back = get(authorize);
        String location = back.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(RETURN_TO).contains("state=s1");
        var code = Pattern.compile("code=([^&]+)").matcher(location);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private HttpResponse<String> tokenForCode(String code, String verifier) throws Exception {
        return post(
                "/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "onestop-web",
                        "redirect_uri", RETURN_TO,
                        "code", code,
                        "code_verifier", verifier));
    }

    private static String challengeOf(String verifier) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private String tokenFor(String username, String password) throws Exception {
        var answer = passwordGrant("onestop-demo", username, password);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body()).path("access_token").asString();
    }

    private Jwt verified(String token) {
        return NimbusJwtDecoder.withJwkSetUri(uri("/oauth2/jwks").toString())
                .build()
                .decode(token);
    }

    private HttpResponse<String> passwordGrant(String client, String username, String password) throws Exception {
        return post(
                "/oauth2/token",
                Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "username", username,
                        "password", password,
                        "scope", "openid"));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
