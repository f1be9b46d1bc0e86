package onestop.intake.upload;

import java.io.IOException;
import onestop.files.ClamAv;
import onestop.files.ContentStore;
import onestop.files.FolderStore;
import onestop.files.S3Store;
import onestop.files.VirusScanner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FileSettings.class)
class FileConfiguration {

    @Bean
    ContentStore contentStore(FileSettings settings) throws IOException {
        return switch (settings.store()) {
            case FOLDER -> new FolderStore(settings.folder());
            case S3 -> new S3Store(settings.s3().settings(), settings.folder());
        };
    }

    @Bean
    VirusScanner virusScanner(FileSettings settings) {
        var scan = settings.virusScan();
        var host = scan.host();
        return host == null || host.isBlank() ? VirusScanner.none() : new ClamAv(host, scan.port(), scan.timeout());
    }
}
