package onestop.local.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names to sign in with, for the person who has just started the platform. */
final class DemonstrationUsers {

    private DemonstrationUsers() {}

    /** One line for each role with its users; of a role that every department has, the first ones and their number. */
    static List<String> byRole(Path file) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (JsonNode user : new JsonMapper().readTree(file.toFile())) {
            for (JsonNode role : user.path("roles")) {
                names.computeIfAbsent(role.asString(), _ -> new ArrayList<>())
                        .add(user.path("username").asString());
            }
        }
        return names.entrySet().stream()
                .map(entry -> "%-22s %s".formatted(entry.getKey(), listed(entry.getValue())))
                .toList();
    }

    private static String listed(List<String> names) {
        int shown = names.size() <= 4 ? names.size() : 2;
        String first = names.stream().limit(shown).collect(Collectors.joining(", "));
        return shown == names.size() ? first : first + ", … (%d, of every department)".formatted(names.size());
    }
}
