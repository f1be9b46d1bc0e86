package onestop.files;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An object store with one bucket that believes nobody without a right signature (AWS signature version 4). */
final class ObjectStoreStandIn implements AutoCloseable {
    static final String BUCKET = "materials";
    static final String ACCESS_KEY = "standin";
    private static final String SECRET_KEY = "not-a-secret";
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/([^/]+)/([^/]+)/s3/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)");

    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    final AtomicInteger failures = new AtomicInteger();
    final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    ObjectStoreStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    S3Settings settings(String secretKey) {
        return new S3Settings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "us-east-1",
                BUCKET,
                ACCESS_KEY,
                secretKey,
                true);
    }

    S3Settings settings() {
        return settings(SECRET_KEY);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            if (!signed(exchange, body)) {
                answer(exchange, 403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
                return;
            }
            var key = exchange.getRequestURI().getPath().replaceFirst("^/" + BUCKET + "/", "");
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    objects.put(key, body);
                    exchange.sendResponseHeaders(200, -1);
                }
                case "HEAD" -> exchange.sendResponseHeaders(objects.containsKey(key) ? 200 : 404, -1);
                case "GET" -> {
                    byte[] found = objects.get(key);
                    if (found == null) {
                        answer(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
                    } else {
                        exchange.sendResponseHeaders(200, found.length);
                        exchange.getResponseBody().write(found);
                    }
                }
                case "DELETE" -> {
                    objects.remove(key);
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> exchange.sendResponseHeaders(405, -1);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private boolean signed(HttpExchange exchange, byte[] body) throws GeneralSecurityException {
        var why = whyNotSigned(exchange, body);
        if (!why.isEmpty()) {
            refusals.add(exchange.getRequestMethod() + ": " + why);
        }
        return why.isEmpty();
    }

    private static String whyNotSigned(HttpExchange exchange, byte[] body) throws GeneralSecurityException {
        var headers = exchange.getRequestHeaders();
        var given = headers.getFirst("Authorization");
        Matcher parts = AUTHORIZATION.matcher(given == null ? "" : given);
        var bodyHash = headers.getFirst("x-amz-content-sha256");
        if (!parts.matches() || !parts.group(1).equals(ACCESS_KEY)) {
            return "not signed as " + ACCESS_KEY + ": " + given;
        }
        // A body has to be covered by the signature; where there is none, it need not.
        if (!hex(sha256(body)).equals(bodyHash) && (body.length > 0 || !"UNSIGNED-PAYLOAD".equals(bodyHash))) {
            return "the body is not signed but " + bodyHash;
        }
        var signedHeaders = new TreeMap<String, String>();
        for (var name : parts.group(4).split(";", -1)) {
            signedHeaders.put(name, String.join(",", headers.get(name)).strip());
        }
        var canonical = new StringBuilder(exchange.getRequestMethod())
                .append('\n')
                .append(exchange.getRequestURI().getRawPath())
                .append('\n')
                .append(
                        exchange.getRequestURI().getRawQuery() == null
                                ? ""
                                : exchange.getRequestURI().getRawQuery())
                .append('\n');
        signedHeaders.forEach((name, value) ->
                canonical.append(name).append(':').append(value).append('\n'));
        canonical.append('\n').append(parts.group(4)).append('\n').append(bodyHash);
        var scope = parts.group(2) + "/" + parts.group(3) + "/s3/aws4_request";
        var toSign = "AWS4-HMAC-SHA256\n" + headers.getFirst("x-amz-date") + "\n" + scope + "\n"
                + hex(sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + SECRET_KEY).getBytes(StandardCharsets.UTF_8);
        for (var part : new String[] {parts.group(2), parts.group(3), "s3", "aws4_request"}) {
            key = hmac(key, part);
        }
        return hex(hmac(key, toSign)).equals(parts.group(5)) ? "" : "another signature than of\n" + canonical;
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] content) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
