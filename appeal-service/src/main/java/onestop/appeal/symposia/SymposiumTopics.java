package onestop.appeal.symposia;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class SymposiumTopics {
    @Bean
    ProducedTopics symposiumTopic() {
        return new ProducedTopics(List.of(SymposiumMessages.TOPIC));
    }
}
