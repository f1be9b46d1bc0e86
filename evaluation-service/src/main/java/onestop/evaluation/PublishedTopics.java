package onestop.evaluation;

import java.util.List;
import onestop.evaluation.improvement.ImprovementMessages;
import onestop.evaluation.indicators.PublicationMessages;
import onestop.evaluation.province.ProvinceMessages;
import onestop.evaluation.ratings.RatingMessages;
import onestop.evaluation.rectification.CallBackMessages;
import onestop.evaluation.rectification.LightMessages;
import onestop.evaluation.rectification.RectificationMessages;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this service tells the others. */
@Configuration(proxyBeanMethods = false)
class PublishedTopics {

    @Bean
    ProducedTopics producedTopics() {
        return new ProducedTopics(List.of(
                RatingMessages.TOPIC,
                RectificationMessages.TOPIC,
                LightMessages.TOPIC,
                ImprovementMessages.TOPIC,
                CallBackMessages.TOPIC,
                ProvinceMessages.TOPIC,
                PublicationMessages.TOPIC));
    }
}
