package onestop.approval.cases;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CaseConfiguration {
    @Bean
    ProducedTopics producedTopics() {
        return new ProducedTopics(List.of(CaseMessages.TOPIC));
    }
}
