package onestop.evaluation.facts;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.facts.CaseWay.CaseStep;
import onestop.evaluation.facts.FactBatch.CaseMark;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import org.springframework.stereotype.Component;

/** Takes in what labels claim something about, and checks again the labels that have been given. */
@Component
class FactsConsumer implements EventConsumer {
    private static final Topic APPLICATIONS = Topic.facts("onestop.intake.application");
    private static final Topic CASES = Topic.facts("onestop.approval.case");

    private final FactTables tables;
    private final CheckLabels checkLabels;
    private final InstantSource clock;

    FactsConsumer(FactTables tables, CheckLabels checkLabels, InstantSource clock) {
        this.tables = tables;
        this.checkLabels = checkLabels;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "facts";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPLICATIONS, CASES);
    }

    @Override
    public boolean awaited() {
        return false;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var batch = FactBatch.of(events);
        if (batch.isEmpty()) {
            return;
        }
        if (!batch.marks().isEmpty()) {
            tables.keepMarks(batch.marks());
        }
        if (!batch.receipts().isEmpty()) {
            tables.change(batch.receipts());
            tables.keepFiles(batch.files());
            tables.keepSupplies(batch.supplies());
            tables.keepCases(batch.cases());
            tables.keepNotices(batch.notices());
            checkLabels.again(batch.receipts(), CountyTime.now(clock));
        }
        if (!batch.marks().isEmpty()) {
            follow(batch.marks());
        }
    }

    /** Anew for each case that more is told of, since events may come in any order. */
    private void follow(List<CaseMark> marks) {
        var slow = new TreeMap<String, CaseStep>();
        tables.waysOfDecided(marks.stream().map(CaseMark::caseNumber).distinct().toList())
                .forEach((number, way) -> CaseWay.longest(way).ifPresent(step -> slow.put(number, step)));
        tables.keepSlowSteps(slow);
    }

    /** Each file of a batch is locked. */
    @Override
    public int maxBatch() {
        return 200;
    }
}
