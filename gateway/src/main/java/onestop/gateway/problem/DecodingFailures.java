package onestop.gateway.problem;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Requests that the server cannot even read (a header too large, a broken request line) are answered before any filter runs, with a bare
 * status. This puts a problem into those answers, in English since nobody has read what the sender prefers.
 */
@Component
class DecodingFailures implements NettyServerCustomizer {
    private static final String HANDLER = "onestop.decodingFailures";

    private final Rewriter rewriter;
    private final Duration requestTimeout;

    DecodingFailures(ProblemWriter problems, @Value("${onestop.gateway.request-timeout:60s}") Duration requestTimeout) {
        this.rewriter = new Rewriter(problems);
        this.requestTimeout = requestTimeout;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.requestTimeout(requestTimeout).doOnChannelInit((_, channel, _) -> {
            var pipeline = channel.pipeline();
            if (pipeline.get(NettyPipeline.HttpCodec) != null) {
                pipeline.addAfter(NettyPipeline.HttpCodec, HANDLER, rewriter);
            }
        });
    }

    @Sharable
    private static final class Rewriter extends ChannelOutboundHandlerAdapter {
        private final ProblemWriter problems;

        Rewriter(ProblemWriter problems) {
            this.problems = problems;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            var problem = message instanceof FullHttpResponse response ? missingProblem(response) : null;
            if (problem == null) {
                super.write(context, message, promise);
                return;
            }
            var bare = (FullHttpResponse) message;
            var body = Unpooled.wrappedBuffer(problems.body(problem, Locale.ENGLISH, null, null));
            var told = new DefaultFullHttpResponse(bare.protocolVersion(), bare.status(), body);
            told.headers()
                    .set(bare.headers())
                    .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                    .set("X-Content-Type-Options", "nosniff");
            bare.release();
            super.write(context, told, promise);
        }

        /** Answers that have passed the filters carry a request id and are left alone. */
        private static @Nullable Problem missingProblem(FullHttpResponse response) {
            if (response.content().isReadable() || response.headers().contains("X-Request-Id")) {
                return null;
            }
            return switch (response.status().code()) {
                case 400 -> Problem.BAD_REQUEST;
                case 408 -> Problem.REQUEST_INCOMPLETE;
                case 414 -> Problem.URI_TOO_LONG;
                case 431 -> Problem.HEADERS_TOO_LARGE;
                default -> null;
            };
        }
    }
}
