package onestop.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform as a client sees it: the gateway's address and the issuer's. Each call is made by a person; it is
 * repeated with the same key when the answer is 429, 502, 503 or missing, as the interface promises that this is safe.
 */
public final class Platform {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String gateway;
    private final String issuer;
    private final String password;
    /** Each person has a device of one's own, in each run another one: who rates on one that many share is under suspicion. */
    private final String devices = "demo-" + UUID.randomUUID();

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    /** Too many, a service that broke off before it answered, and one that cannot answer for the moment. */
    private static final Set<Integer> REPEATABLE = Set.of(429, 502, 503);

    private final AtomicInteger repeated = new AtomicInteger();
    private @Nullable URI tokenEndpoint;

    public Platform(String gateway, String issuer, String password) {
        this.gateway = gateway;
        this.issuer = issuer;
        this.password = password;
    }

    private record Token(String value, long usableUntilNanos) {}

    /** An answer; {@code body} is a missing node when there was none. */
    public record Reply(int status, JsonNode body) {
        public Reply must(int wanted, String what) {
            if (status != wanted) {
                throw new UnmetExpectation("%s: answered %d instead of %d: %s".formatted(what, status, wanted, body));
            }
            return this;
        }

        public String text(String field) {
            return body.path(field).asString("");
        }

        public int number(String field) {
            return body.path(field).asInt();
        }

        public String problem() {
            return text("type").replace("/problems/", "");
        }
    }

    public int requests() {
        return requests.get();
    }

    public int repeated() {
        return repeated.get();
    }

    public Reply get(@Nullable String person, String path) {
        return call(person, "GET", path, null, null);
    }

    public Reply put(@Nullable String person, String path, Object body) {
        return call(person, "PUT", path, body, null);
    }

    public Reply delete(@Nullable String person, String path) {
        return call(person, "DELETE", path, null, null);
    }

    /** Changes what the person has read in this version. */
    public Reply change(String person, String path, long version, Object body) {
        return call(person, "PUT", path, body, null, "\"" + version + "\"");
    }

    public Reply post(@Nullable String person, String path, Object body) {
        return post(person, path, body, UUID.randomUUID().toString());
    }

    public Reply post(@Nullable String person, String path, Object body, String key) {
        return call(person, "POST", path, body, key);
    }

    private Reply call(
            @Nullable String person, String method, String path, @Nullable Object body, @Nullable String key) {
        return call(person, method, path, body, key, null);
    }

    private Reply call(
            @Nullable String person,
            String method,
            String path,
            @Nullable Object body,
            @Nullable String key,
            @Nullable String ifMatch) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 0; ; attempt++) {
            String why;
            try {
                var reply = once(person, method, path, body, key, ifMatch);
                if (!REPEATABLE.contains(reply.statusCode())) {
                    return new Reply(reply.statusCode(), read(reply.body()));
                }
                why = "answer " + reply.statusCode();
            } catch (IOException e) {
                why = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            if (System.nanoTime() > end) {
                throw new UnmetExpectation("%s %s: no answer within %s: %s".formatted(method, path, PATIENCE, why));
            }
            repeated.incrementAndGet();
            pause(Math.min(2_000, 100L << Math.min(attempt, 5)));
        }
    }

    private HttpResponse<String> once(
            @Nullable String person,
            String method,
            String path,
            @Nullable Object body,
            @Nullable String key,
            @Nullable String ifMatch)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept-Language", "en")
                .header("Device-Id", devices + "-" + (person == null ? "visitor" : person))
                .header("User-Agent", "demo of " + (person == null ? "a visitor" : person))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (person != null) {
            request.header("Authorization", "Bearer " + token(person));
            request.header("Device-Id", "demo-device-" + person);
        }
        requests.incrementAndGet();
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode read(String body) {
        return body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
    }

    /** A token of the person, from the issuer or from the last time. */
    public String token(String person) throws IOException, InterruptedException {
        var known = tokens.get(person);
        if (known != null && System.nanoTime() < known.usableUntilNanos()) {
            return known.value();
        }
        var form = Map.of(
                        "grant_type", "password",
                        "client_id", "onestop-demo",
                        "scope", "openid",
                        "username", person,
                        "password", password)
                .entrySet()
                .stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(tokenEndpoint())
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var reply = http.send(request, HttpResponse.BodyHandlers.ofString());
        var answer = read(reply.body());
        if (reply.statusCode() != 200) {
            throw new UnmetExpectation("no token for %s: %d %s".formatted(person, reply.statusCode(), answer));
        }
        long life = Math.max(10, answer.path("expires_in").asLong(60) - 30);
        var token = new Token(
                answer.path("access_token").asString(),
                System.nanoTime() + Duration.ofSeconds(life).toNanos());
        tokens.put(person, token);
        return token.value();
    }

    private synchronized URI tokenEndpoint() throws IOException, InterruptedException {
        if (tokenEndpoint == null) {
            var request = HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            var found = read(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            tokenEndpoint = URI.create(found.path("token_endpoint").asString());
        }
        return tokenEndpoint;
    }

    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
