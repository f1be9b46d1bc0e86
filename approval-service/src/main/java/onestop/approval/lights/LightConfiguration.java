package onestop.approval.lights;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LightConfiguration {
    @Bean
    ProducedTopics lightTopics() {
        return new ProducedTopics(List.of(LightMessages.TOPIC));
    }
}
