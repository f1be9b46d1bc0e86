package onestop.approval.licences;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import onestop.approval.licences.Licences.Issued;
import onestop.events.OutgoingEvent;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A granted case yields its licence in the transaction of the decision; what the holder had of its kind is superseded. */
@Component
@Order(200)
class IssueLicences implements ActListener {
    private final Licences licences;

    IssueLicences(Licences licences) {
        this.licences = licences;
    }

    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        var granted = acts.stream().filter(act -> act.name().equals("GRANTED")).toList();
        var events = new ArrayList<OutgoingEvent>();
        for (var round : rounds(granted)) {
            events.addAll(
                    issue(round, granted.getFirst().actor(), granted.getFirst().at()));
        }
        return events;
    }

    /** One command may grant several items to one holder; two of one kind have to come one after the other. Mostly one round. */
    private static List<List<String>> rounds(List<Act> granted) {
        var rounds = new ArrayList<List<String>>();
        var left = new LinkedHashSet<>(granted);
        while (!left.isEmpty()) {
            var holders = new HashSet<String>();
            var round = left.stream()
                    .filter(act -> holders.add(act.unit() + " " + act.subjectUsci()))
                    .toList();
            rounds.add(round.stream().map(Act::caseNumber).toList());
            round.forEach(left::remove);
        }
        return rounds;
    }

    private List<OutgoingEvent> issue(List<String> caseNumbers, String actor, Instant at) {
        var issued = licences.issue(caseNumbers, actor, at);
        var successors = new TreeMap<String, String>();
        issued.forEach(one -> {
            if (one.before() != null) {
                successors.put(one.before(), one.licence().number());
            }
        });
        var events = new ArrayList<OutgoingEvent>();
        Map<String, String> before = new HashMap<>();
        Map<String, LocalDate> kept = new HashMap<>();
        if (!successors.isEmpty()) {
            for (var one : licences.supersede(successors, at)) {
                var successor = successors.get(one.licence().number());
                if (successor != null) {
                    before.put(successor, one.licence().number());
                    if (one.successorValidUntil() != null) {
                        kept.put(successor, one.successorValidUntil());
                    }
                }
                events.add(LicenceMessages.superseded(one.licence(), at));
            }
        }
        for (Issued one : issued) {
            var number = one.licence().number();
            var until = kept.get(number);
            var licence = until == null ? one.licence() : one.licence().until(until);
            events.add(LicenceMessages.issued(licence, before.get(number), at));
        }
        return events;
    }
}
