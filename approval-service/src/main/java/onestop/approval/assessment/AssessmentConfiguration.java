package onestop.approval.assessment;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AssessmentConfiguration {
    @Bean
    ProducedTopics assessmentTopics() {
        return new ProducedTopics(List.of(AssessmentMessages.TOPIC));
    }
}
