package onestop.appeal.policies;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import onestop.appeal.enterprises.Portions;
import onestop.appeal.policies.PolicyBook.Offer;
import onestop.appeal.policies.Pushes.Announced;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** What others are told of policies. Enterprises are named by their code, persons never. */
final class PolicyMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.policy");
    private static final String PREFIX = "onestop.appeal.policy.";

    private record Published(
            UUID policyId,
            int policyVersion,
            int round,
            String documentNumber,
            String titleZh,
            @Nullable String titleEn,
            String unit,
            Category category,
            LocalDate validFrom,
            @Nullable LocalDate validTo) {}

    private record Withdrawn(UUID policyId, int policyVersion, String unit) {}

    private record Pushed(
            UUID policyId, int policyVersion, int round, String titleZh, Channel channel, List<String> uscis) {}

    static OutgoingEvent published(Policy policy, PolicyContent content, Instant at) {
        return event(
                "published.v1",
                policy.id(),
                policy.version(),
                at,
                new Published(
                        policy.id(),
                        Objects.requireNonNull(policy.publishedVersion()),
                        policy.round(),
                        content.documentNumber(),
                        content.titleZh(),
                        content.titleEn(),
                        policy.unit(),
                        content.category(),
                        content.validFrom(),
                        content.validTo()));
    }

    static OutgoingEvent withdrawn(Policy policy, Instant at) {
        return event(
                "withdrawn.v1",
                policy.id(),
                policy.version(),
                at,
                new Withdrawn(policy.id(), Objects.requireNonNull(policy.publishedVersion()), policy.unit()));
    }

    private record Address(int policy, Channel channel) {}

    /** For whoever runs the app and the text messages: one event for a policy, a channel and up to 500 enterprises. */
    static List<OutgoingEvent> pushed(List<Announced> announced, List<Offer> offers, Instant at) {
        Map<Integer, Offer> bySerial =
                offers.stream().collect(Collectors.toMap(offer -> offer.policy().serial(), offer -> offer));
        var groups = new LinkedHashMap<Address, List<String>>();
        for (var each : announced) {
            groups.computeIfAbsent(new Address(each.policySerial(), each.channel()), _ -> new ArrayList<>())
                    .add(each.usci());
        }
        var events = new ArrayList<OutgoingEvent>();
        groups.forEach((address, uscis) -> {
            var offer = bySerial.get(address.policy());
            if (offer == null) {
                return;
            }
            var policy = offer.policy();
            for (var some : Portions.of(uscis)) {
                events.add(event(
                        "pushed.v1",
                        policy.id(),
                        0,
                        at,
                        new Pushed(
                                policy.id(),
                                policy.number(),
                                policy.round(),
                                policy.content().titleZh(),
                                address.channel(),
                                some)));
            }
        });
        return events;
    }

    private static OutgoingEvent event(String name, UUID policy, long sequence, Instant at, Object data) {
        return new OutgoingEvent(TOPIC, policy.toString(), PREFIX + name, policy.toString(), sequence, at, data);
    }

    private PolicyMessages() {}
}
