package onestop.web.conventions;

import onestop.web.Problems;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
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

    @Bean
    @ConditionalOnProperty("onestop.service")
    OpenApiController openApiController(Problems problems) {
        return new OpenApiController(problems);
    }
}
