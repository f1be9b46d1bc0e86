package onestop.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import onestop.demo.Platform;
import onestop.identifiers.Usci;
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

    /**
     * Registered enterprises, the same ones each time: files of one enterprise wait for each other, as its licences replace each other, and a
     * county's files are not all of one enterprise.
     */
    static List<String> enterprises(Platform platform, int count) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(number -> {
                    var usci = Usci.withCheckDigit("91371327BNCH%05d".formatted(number))
                            .value();
                    var answer = platform.put(
                            "ops",
                            "/api/intake/enterprises/" + usci,
                            Map.of("name", "压测企业" + number, "kind", "COMPANY", "regionCode", "371327001000"));
                    if (answer.status() != 201 && answer.status() != 200 && answer.status() != 409) {
                        throw new IllegalStateException("no enterprise: " + answer.status() + " " + answer.body());
                    }
                    return usci;
                })
                .toList();
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
