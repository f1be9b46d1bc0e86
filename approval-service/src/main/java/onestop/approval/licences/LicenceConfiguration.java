package onestop.approval.licences;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LicenceConfiguration {
    @Bean
    ProducedTopics licenceTopics() {
        return new ProducedTopics(List.of(LicenceMessages.TOPIC));
    }

    @Bean
    CheckCodes checkCodes(@Value("${onestop.approval.licences.check-keys:}") String keys) {
        return CheckCodes.of(keys);
    }
}
