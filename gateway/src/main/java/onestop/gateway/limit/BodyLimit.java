package onestop.gateway.limit;

import onestop.gateway.problem.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Refuses large bodies without reading them. A body of announced length is refused at once; one without is counted as it streams, and cut off
 * at the limit, so that the service receives a broken request and never a shortened one. The server reads and drops what is still under way, so
 * that the sender gets to see the answer instead of a broken connection; its request time limit ends that.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class BodyLimit implements WebFilter {
    /** Beyond this, reading on to be polite costs too much: the connection is closed with the answer. */
    private static final long DROPPED_BYTES = DataSize.ofMegabytes(256).toBytes();

    private final long mostBytes;

    BodyLimit(@Value("${onestop.gateway.max-body-size:20MB}") DataSize mostBytes) {
        this.mostBytes = mostBytes.toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getRequest().getHeaders();
        if (headers.getContentLength() > mostBytes) {
            if (headers.getContentLength() > DROPPED_BYTES) {
                exchange.getResponse().getHeaders().setConnection("close");
            }
            return refuse();
        }
        if (!headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return chain.filter(exchange); // the server reads no more than the announced length
        }
        var counted =
                exchange.mutate().request(new Counted(exchange.getRequest())).build();
        return chain.filter(counted).onErrorResume(TooLarge.class, _ -> refuse());
    }

    private Mono<Void> refuse() {
        return Mono.error(Problem.BODY_TOO_LARGE.toException(null, mostBytes));
    }

    private final class Counted extends ServerHttpRequestDecorator {
        private long bytes;

        Counted(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody().handle(this::count);
        }

        private void count(DataBuffer part, SynchronousSink<DataBuffer> sink) {
            bytes += part.readableByteCount();
            if (bytes > mostBytes) {
                DataBufferUtils.release(part);
                sink.error(new TooLarge());
            } else {
                sink.next(part);
            }
        }
    }

    private static final class TooLarge extends RuntimeException {
        TooLarge() {
            super("body too large", null, false, false);
        }
    }
}
