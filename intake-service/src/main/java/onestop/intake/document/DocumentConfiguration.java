package onestop.intake.document;

import onestop.documents.PdfRenderer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssuingBody.class)
class DocumentConfiguration {
    @Bean
    PdfRenderer pdfRenderer() {
        return new PdfRenderer();
    }
}
