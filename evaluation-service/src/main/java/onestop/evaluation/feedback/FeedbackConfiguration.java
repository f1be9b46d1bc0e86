package onestop.evaluation.feedback;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    @Bean
    ProducedTopics feedbackTopics() {
        return new ProducedTopics(List.of(FeedbackMessages.TOPIC));
    }
}
