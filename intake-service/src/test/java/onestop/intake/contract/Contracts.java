package onestop.intake.contract;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onestop.testsupport.ServiceContract;
import tools.jackson.databind.JsonNode;

/** The files under {@code contracts}, to hold what the services say against them. */
public final class Contracts {
    private static final Map<String, ServiceContract> SERVICES = new ConcurrentHashMap<>();
    static final ServiceContract OURS = of("intake");

    private static ServiceContract of(String service) {
        return SERVICES.computeIfAbsent(service, ServiceContract::of);
    }

    /** Holds an event of a service against its schema, which has to name every field that is sent. */
    public static void assertEvent(String service, String type, String json) {
        of(service).assertEvent(type, json);
    }

    /** Holds any answer against what openapi.yaml says of its path, method and status. */
    public static void assertAnswer(String method, String uri, int status, JsonNode body) {
        var path = uri.replaceFirst("\\?.*", "").replaceFirst("^/api/intake", "");
        if (!path.startsWith("/ops/")) { // the platform's own
            OURS.assertAnswer(method, path, status, body);
        }
    }

    public static JsonNode openApi() {
        return OURS.openApi();
    }

    /** Types of the events of a service, from the names of its schemas. */
    public static List<String> types(String service) {
        return of(service).types();
    }

    public static String sample(String service, String type) {
        return of(service).sample(type);
    }

    private Contracts() {}
}
