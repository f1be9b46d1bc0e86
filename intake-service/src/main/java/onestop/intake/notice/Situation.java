package onestop.intake.notice;

import java.util.Map;
import onestop.intake.onfile.MaterialOnFile;

/**
 * The asker's circumstances.
 *
 * @param answers condition to whether it applies; a condition that is not answered applies
 * @param branches how many branches take part; 0 for none
 * @param onFile materials of the enterprise that can be used again, by key
 */
public record Situation(
        Map<String, Boolean> answers, boolean agentHandled, int branches, Map<String, MaterialOnFile> onFile) {

    private static final String AGENT_HANDLED = "AGENT_HANDLED";

    /** Everything applies, an agent handles it, nothing is on file: what the published figures assume. */
    public static Situation usual() {
        return new Situation(Map.of(), true, 0, Map.of());
    }

    public Situation withBranches(int count) {
        return new Situation(answers, agentHandled, count, onFile);
    }

    boolean applies(String condition) {
        return condition.equals(AGENT_HANDLED) ? agentHandled : answers.getOrDefault(condition, true);
    }
}
