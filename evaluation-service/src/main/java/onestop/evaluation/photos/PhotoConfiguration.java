package onestop.evaluation.photos;

import java.io.IOException;
import java.util.List;
import onestop.files.ContentStore;
import onestop.files.FileSettings;
import onestop.files.PendingContents;
import onestop.files.VirusScanner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class PhotoConfiguration {

    @Bean
    FileSettings photoSettings(Environment environment) {
        return FileSettings.of(environment, "onestop.evaluation.files");
    }

    @Bean
    ContentStore photoStore(FileSettings settings) throws IOException {
        return settings.openStore();
    }

    @Bean
    VirusScanner photoScanner(FileSettings settings) {
        return settings.scanner();
    }

    @Bean
    PendingContents pendingPhotos(
            JdbcClient jdbc, PlatformTransactionManager transactions, ContentStore store, List<PhotoTable> tables) {
        return new PendingContents(
                jdbc, transactions, store, digest -> tables.stream().anyMatch(table -> table.names(digest)));
    }
}
