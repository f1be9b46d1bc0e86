package onestop.approval.intake;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import onestop.approval.cases.CorrectCases;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes in what applicants corrected of cases: the clocks go on. An answer that nothing waits for any more changes nothing. */
@Component
class CaseCorrectedConsumer implements EventConsumer {
    private static final Logger log = LoggerFactory.getLogger(CaseCorrectedConsumer.class);
    private static final Topic APPLICATION = Topic.facts("onestop.intake.application");
    private static final String CORRECTED = "onestop.intake.application.case-corrected.v1";

    private final CorrectCases cases;

    CaseCorrectedConsumer(CorrectCases cases) {
        this.cases = cases;
    }

    /** Our reading of their event: only what we use. */
    private record CaseCorrected(
            @Nullable String caseNumber,
            @Nullable Long notice,
            @Nullable Set<String> materials) {}

    @Override
    public String name() {
        return "case-corrected";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPLICATION);
    }

    /** One command at a time, so that cases are locked in one order. */
    @Override
    public int maxBatch() {
        return 1;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        events.stream().filter(event -> event.type().equals(CORRECTED)).forEach(this::correct);
    }

    private void correct(IncomingEvent event) {
        var corrected = event.data(CaseCorrected.class);
        var number = corrected.caseNumber();
        var notice = corrected.notice();
        if (number == null || notice == null) {
            throw new UnreadableEventException("caseNumber and notice must be given");
        }
        if (!cases.corrected(number, notice, Objects.requireNonNullElse(corrected.materials(), Set.of()))) {
            log.info("Case {} does not wait for the correction that came, event {}", number, event.id());
        }
    }
}
