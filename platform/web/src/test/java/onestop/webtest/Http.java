package onestop.webtest;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Real requests to the sample service. */
public final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;

    public Http(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public Request get(String path) {
        return new Request(path).method("GET");
    }

    public Request post(String path, String json) {
        return new Request(path).json("POST", json);
    }

    public Request put(String path, String json) {
        return new Request(path).json("PUT", json);
    }

    /** A request in the making. */
    public final class Request {
        private final HttpRequest.Builder builder;

        private Request(String path) {
            builder = HttpRequest.newBuilder(URI.create(base + path));
        }

        public Request method(String method) {
            builder.method(method, BodyPublishers.noBody());
            return this;
        }

        private Request json(String method, String json) {
            builder.method(method, BodyPublishers.ofString(json)).header("Content-Type", "application/json");
            return this;
        }

        /** A body of unknown length. */
        public Request chunked(InputStream body) {
            builder.method("POST", BodyPublishers.ofInputStream(() -> body));
            return this;
        }

        public Request as(String token) {
            return header("Authorization", "Bearer " + token);
        }

        public Request header(String name, String value) {
            builder.setHeader(name, value);
            return this;
        }

        public Reply send() {
            try {
                return new Reply(CLIENT.send(builder.build(), BodyHandlers.ofByteArray()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** What came back. */
    public record Reply(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("(none)");
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public Object at(String path) {
            return JsonPath.read(text(), path);
        }

        /** For comparing: status, type and what {@code errors} says. */
        public String problem() {
            if (!header("Content-Type").startsWith("application/problem+json")) {
                return status() + " no problem document: " + text();
            }
            var errors = JsonPath.<java.util.List<String>>read(text(), "$..errors[*].field");
            return status() + " " + at("$.type") + (errors.isEmpty() ? "" : " " + String.join(",", errors));
        }
    }
}
