package onestop.gateway.request;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Finds the sender behind proxies. Only proxies named in the settings are believed; by default there are none. */
final class TrustedProxies {
    /** A chain of proxies is short; a longer header is somebody's invention. */
    private static final int MAX_HOPS = 10;

    private final InetAddressFilter trusted;

    /** @param ranges addresses or ranges such as {@code 10.0.0.0/8} */
    TrustedProxies(List<String> ranges) {
        trusted = ranges.isEmpty() ? InetAddressFilter.none() : InetAddressFilter.of(ranges.toArray(String[]::new));
    }

    boolean forwarded(ServerHttpRequest request) {
        var peer = peerOf(request);
        return peer != null && trusted.matches(peer);
    }

    /** The nearest address that is no trusted proxy; "unknown" for a connection without one. */
    String clientAddress(ServerHttpRequest request) {
        var client = peerOf(request);
        if (client == null) {
            return "unknown";
        }
        var header = request.getHeaders().getFirst("X-Forwarded-For");
        if (header != null && trusted.matches(client)) {
            var hops = header.split(",", -1);
            for (int i = hops.length - 1; i >= Math.max(0, hops.length - MAX_HOPS) && trusted.matches(client); i--) {
                var hop = literal(hops[i].strip());
                if (hop == null) {
                    break;
                }
                client = hop;
            }
        }
        return client.getHostAddress();
    }

    private static @Nullable InetAddress peerOf(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        return peer == null ? null : peer.getAddress();
    }

    /** Reads an address without ever asking a name server. */
    private static @Nullable InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
