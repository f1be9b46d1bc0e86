package onestop.web.conventions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.function.Function;
import onestop.web.Era;
import onestop.web.Problems;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** JSON, body limits and the published contract. */
@AutoConfiguration(before = JacksonAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(WebSettings.class)
class ConventionsAutoConfiguration {

    @Bean
    JsonConventions jsonConventions() {
        return new JsonConventions();
    }

    @Bean
    BodyLimits bodyLimits(WebSettings settings) {
        return new BodyLimits(settings.maxBody());
    }

    @Bean
    FilterRegistrationBean<BodyLimits> bodyLimitFilter(BodyLimits limits) {
        var registration = new FilterRegistrationBean<>(limits);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Bean
    WebMvcConfigurer bodyLimitOfTheHandler(BodyLimits limits) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(limits).order(Ordered.LOWEST_PRECEDENCE);
            }
        };
    }

    /** Dates and times of parameters; registered after the framework's own, and so asked before them. */
    @Bean
    WebMvcConfigurer timesOfParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                parse(registry, LocalDate.class, text -> Era.within(LocalDate.parse(text)));
                parse(registry, YearMonth.class, text -> Era.within(YearMonth.parse(text)));
                parse(registry, OffsetDateTime.class, text -> Era.within(OffsetDateTime.parse(text)));
                parse(
                        registry,
                        Instant.class,
                        text -> Era.within(OffsetDateTime.parse(text)).toInstant());
            }
        };
    }

    private static <T> void parse(FormatterRegistry registry, Class<T> type, Function<String, T> parse) {
        registry.addFormatterForFieldType(type, (time, _) -> time.toString(), (text, _) -> parse.apply(text));
    }

    @Bean
    @ConditionalOnProperty("onestop.service")
    OpenApiController openApiController(Problems problems) {
        return new OpenApiController(problems);
    }
}
