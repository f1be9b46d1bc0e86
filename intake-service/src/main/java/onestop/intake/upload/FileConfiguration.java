package onestop.intake.upload;

import java.io.IOException;
import onestop.files.ContentStore;
import onestop.files.FileSettings;
import onestop.files.VirusScanner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class FileConfiguration {

    @Bean
    FileSettings fileSettings(Environment environment) {
        return FileSettings.of(environment, "onestop.intake.files");
    }

    @Bean
    ContentStore contentStore(FileSettings settings) throws IOException {
        return settings.openStore();
    }

    @Bean
    VirusScanner virusScanner(FileSettings settings) {
        return settings.scanner();
    }
}
