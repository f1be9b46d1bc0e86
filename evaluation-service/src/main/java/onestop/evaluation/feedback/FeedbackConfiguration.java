package onestop.evaluation.feedback;

import java.io.IOException;
import onestop.events.ProducedTopics;
import onestop.files.ClamAv;
import onestop.files.ContentStore;
import onestop.files.FolderStore;
import onestop.files.S3Store;
import onestop.files.VirusScanner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PhotoSettings.class)
class FeedbackConfiguration {

    @Bean
    ProducedTopics feedbackTopics() {
        return new ProducedTopics(java.util.List.of(FeedbackMessages.TOPIC));
    }

    @Bean
    ContentStore photoStore(PhotoSettings settings) throws IOException {
        return switch (settings.store()) {
            case FOLDER -> new FolderStore(settings.folder());
            case S3 -> new S3Store(settings.s3().settings(), settings.folder());
        };
    }

    @Bean
    VirusScanner photoScanner(PhotoSettings settings) {
        var scan = settings.virusScan();
        var host = scan.host();
        return host == null || host.isBlank() ? VirusScanner.none() : new ClamAv(host, scan.port(), scan.timeout());
    }
}
