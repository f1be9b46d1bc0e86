package onestop.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.demo.Platform;
import tools.jackson.databind.JsonNode;

/** Bodies of applications that are complete: every material that the one-time notice asks for is handed in. */
final class Applications {
    static final String ENTERPRISE = "91371327MA3DEM0A2G";

    static Map<String, Object> complete(Platform platform, List<String> items) {
        var notice = platform.post(
                        null, "/api/intake/one-time-notices", Map.of("itemCodes", items, "agentHandled", false))
                .must(200, "the one-time notice");
        var body = new HashMap<String, Object>();
        body.put("itemCodes", items);
        body.put("enterpriseUsci", ENTERPRISE);
        body.put("agent", false);
        body.put("channel", "WINDOW");
        body.put("materials", handedIn(notice.body()));
        return body;
    }

    /** Every material that the notice asks the applicant for. */
    static List<Map<String, Object>> handedIn(JsonNode notice) {
        var materials = new ArrayList<Map<String, Object>>();
        for (var material : notice.path("materials")) {
            if (material.path("source").asString().equals("HAND_IN")) {
                var key = material.path("key").asString();
                materials.add(Map.of("key", key, "fileName", key + ".pdf"));
            }
        }
        return materials;
    }

    private Applications() {}
}
