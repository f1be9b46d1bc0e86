package onestop.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A small real service behind the gateway. It answers 200 with its own name unless told otherwise, and remembers what reached it. */
final class Backend implements AutoCloseable {
    private final HttpServer server;
    private final String name;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** @param bytes how much of the body arrived; -1 when it broke off */
    record Received(String method, String path, Headers headers, long bytes) {
        /** Empty when it did not arrive. */
        String header(String header) {
            return Objects.requireNonNullElse(headers.getFirst(header), "");
        }
    }

    Backend(String name) {
        this(name, 0);
    }

    Backend(String name, int port) {
        this.name = name;
        this.behaviour = ok();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void behaves(Behaviour next) {
        behaviour = next;
    }

    Behaviour ok() {
        return exchange -> reply(exchange, 200, "{\"service\":\"" + name + "\"}");
    }

    List<Received> received() {
        return received;
    }

    Received last() {
        return received.getLast();
    }

    static void reply(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            long bytes = -1;
            try {
                bytes = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            } finally {
                received.add(new Received(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders(),
                        bytes));
            }
            behaviour.answer(exchange);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
