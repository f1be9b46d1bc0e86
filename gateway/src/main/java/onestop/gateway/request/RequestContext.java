package onestop.gateway.request;

import org.springframework.web.server.ServerWebExchange;

/**
 * The facts about one request that every part of the gateway may need.
 *
 * @param trace the trace this request belongs to
 * @param requestId what the caller calls this request, or the trace id when the caller gave no usable name
 * @param clientAddress the address of the sender, seen through trusted proxies only
 * @param scheme how the sender reached us: http or https
 * @param host the authority the sender asked for, as in the Host header; empty when there was none
 */
public record RequestContext(TraceParent trace, String requestId, String clientAddress, String scheme, String host) {
    private static final String ATTRIBUTE = RequestContext.class.getName();

    public static RequestContext of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    public String traceId() {
        return trace.traceId();
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
