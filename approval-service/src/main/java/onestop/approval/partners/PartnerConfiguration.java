package onestop.approval.partners;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PartnerConfiguration {
    @Bean
    ProducedTopics taskTopics() {
        return new ProducedTopics(List.of(TaskMessages.TOPIC));
    }
}
