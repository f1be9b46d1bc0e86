package onestop.approval.ledger;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {
    @Bean
    ProducedTopics ledgerTopics() {
        return new ProducedTopics(List.of(LedgerMessages.TOPIC));
    }

    @Bean
    LedgerKeys ledgerKeys(
            @Value("${onestop.approval.ledger.origin}") String origin,
            @Value("${onestop.approval.ledger.signing-keys:}") String keys) {
        return LedgerKeys.of(origin, keys);
    }
}
