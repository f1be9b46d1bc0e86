package onestop.intake.helper;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import onestop.intake.helper.AssistRecords.AssistRecord;
import onestop.intake.helper.HelpRequest.Act;
import onestop.intake.helper.HelpRequest.Transition;
import onestop.intake.helper.HelpRequest.Transition.Applied;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One act on one request: read under lock, decided by the model, stored with its line of history. */
@Service
class ActOnHelpRequest {
    private final HelpRequests requests;
    private final Helpers helpers;
    private final AssistRecords records;
    private final InstantSource clock;

    ActOnHelpRequest(HelpRequests requests, Helpers helpers, AssistRecords records, InstantSource clock) {
        this.requests = requests;
        this.helpers = helpers;
        this.records = records;
        this.clock = clock;
    }

    /**
     * @param command what to do, or empty when the request does not exist for this caller
     */
    @Transactional
    Optional<Transition> act(String number, Function<HelpRequest, Optional<Transition>> command) {
        return requests.lock(number).flatMap(before -> {
            var transition = command.apply(before);
            if (transition.orElse(null) instanceof Applied(var next, var entry)) {
                var helper = HelpStatus.helperOf(next.state());
                requests.update(next, entry);
                if (entry.act() == Act.DELIVERED && helper != null) {
                    records.insert(delivered(next, helper), clock.instant());
                }
            }
            return transition;
        });
    }

    /** As {@link #act}, for what gives work to a helper. */
    @Transactional
    Optional<Transition> give(String number, Function<HelpRequest, Optional<Transition>> command) {
        helpers.lockWhoHasWhat();
        return act(number, command);
    }

    private static AssistRecord delivered(HelpRequest request, String helper) {
        var content = request.content();
        return new AssistRecord(
                UUID.randomUUID(),
                helper,
                request.since(),
                content.mode() == HelpMode.ACT_FOR ? AssistRecords.Way.ACT_FOR : AssistRecords.Way.ONE_TO_ONE,
                AssistRecords.Place.ON_SITE,
                content.usci(),
                null,
                content.regionCode(),
                request.number(),
                content.projectNumber(),
                null,
                true);
    }
}
