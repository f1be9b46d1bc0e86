package onestop.approval.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import onestop.approval.cases.AcceptedFile;
import onestop.approval.cases.OpenFiles;
import onestop.approval.cases.WithdrawFiles;
import onestop.approval.cases.WithdrawFiles.Ending;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import org.springframework.stereotype.Component;

/** Opens and closes files as intake-service tells. A run of acceptances is opened together, so that a busy morning costs few statements. */
@Component
class ApplicationConsumer implements EventConsumer {
    private static final Topic APPLICATION = Topic.facts("onestop.intake.application");
    private static final String ACCEPTED = "onestop.intake.application.accepted.v1";
    private static final String WITHDRAWN = "onestop.intake.application.withdrawn.v1";
    private static final String TERMINATED = "onestop.intake.application.terminated.v1";

    private final OpenFiles openFiles;
    private final WithdrawFiles withdrawFiles;

    ApplicationConsumer(OpenFiles openFiles, WithdrawFiles withdrawFiles) {
        this.openFiles = openFiles;
        this.withdrawFiles = withdrawFiles;
    }

    @Override
    public String name() {
        return "application";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPLICATION);
    }

    /** One acceptance may hold thousands of cases; a batch has to fit into memory several times over. */
    @Override
    public int maxBatch() {
        return 200;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var accepted = new ArrayList<AcceptedFile>();
        var endings = new TreeMap<String, Ending>();
        for (var event : events) {
            switch (event.type()) {
                case ACCEPTED ->
                    accepted.add(event.data(ApplicationAccepted.class).toFile());
                case WITHDRAWN -> {
                    var taken = event.data(ApplicationWithdrawn.class);
                    endings.putIfAbsent(taken.number(), new Ending(taken.at(), null));
                }
                case TERMINATED -> {
                    var ended = event.data(ApplicationTerminated.class);
                    endings.putIfAbsent(ended.number(), new Ending(ended.at(), ended.grounds()));
                }
                default -> {
                    // The other facts about applications are not the back office's business.
                }
            }
        }
        // A file is accepted once and taken back or terminated once, in this order, so the two kinds need not be
        // interleaved.
        if (!accepted.isEmpty()) {
            openFiles.open(accepted);
        }
        if (!endings.isEmpty()) {
            withdrawFiles.close(endings);
        }
    }
}
