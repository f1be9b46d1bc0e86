package onestop.appeal.projects;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ProjectTopics {
    @Bean
    ProducedTopics keyProjectTopic() {
        return new ProducedTopics(List.of(ProjectMessages.TOPIC));
    }
}
