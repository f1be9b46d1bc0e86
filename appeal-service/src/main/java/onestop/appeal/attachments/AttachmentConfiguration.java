package onestop.appeal.attachments;

import java.io.IOException;
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
class AttachmentConfiguration {

    @Bean
    FileSettings attachmentSettings(Environment environment) {
        return FileSettings.of(environment, "onestop.appeal.files");
    }

    @Bean
    ContentStore attachmentStore(FileSettings settings) throws IOException {
        return settings.openStore();
    }

    @Bean
    VirusScanner attachmentScanner(FileSettings settings) {
        return settings.scanner();
    }

    @Bean
    PendingContents pendingAttachments(
            JdbcClient jdbc, PlatformTransactionManager transactions, ContentStore store, Attachments attachments) {
        return new PendingContents(jdbc, transactions, store, attachments::names);
    }
}
