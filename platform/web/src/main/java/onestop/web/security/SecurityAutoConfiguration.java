package onestop.web.security;

import jakarta.servlet.DispatcherType;
import java.util.List;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A stateless resource server. The filter chain checks tokens and guards the actuator; who may call a handler method is
 * decided by {@link AccessRules}, which knows the method.
 */
@AutoConfiguration(
        before = {
            ServletWebSecurityAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            OAuth2ResourceServerAutoConfiguration.class,
            OAuth2ResourceServerWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SecuritySettings settings) {
        return AccessTokens.decoder(
                AccessTokens.keysAt(required(settings.jwkSetUri(), "onestop.security.jwk-set-uri")),
                required(settings.issuer(), "onestop.security.issuer"));
    }

    private static String required(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " must be set: without it no token can be checked");
        }
        return value;
    }

    @Bean
    SecurityFilterChain onestopSecurity(HttpSecurity http, JwtDecoder decoder, Problems problems) {
        var replies = new SecurityReplies(problems);
        return http.csrf(AbstractHttpConfigurer::disable) // tokens come in a header, which no other site can set
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(on -> on.authenticationEntryPoint(replies).accessDeniedHandler(replies))
                .oauth2ResourceServer(server -> server.bearerTokenResolver(new BearerHeader())
                        .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(new Callers()))
                        .authenticationEntryPoint(replies)
                        .accessDeniedHandler(replies)
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler(replies);
                                return filter;
                            }
                        }))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(EndpointRequest.to("health"))
                                .permitAll()
                                .requestMatchers(EndpointRequest.toAnyEndpoint())
                                .hasRole(Role.OPS.name())
                                .anyRequest()
                                .permitAll())
                .build();
    }

    /** Observing each of a dozen filters costs several times what the filters do; requests are measured as a whole. */
    @Bean
    @ConditionalOnMissingBean
    static SecurityObservationSettings securityIsNotObservedFilterByFilter() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    AccessRules accessRules(ListableBeanFactory beans) {
        return new AccessRules(beans);
    }

    @Bean
    WebMvcConfigurer accessBeforeAnythingElse(AccessRules rules) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(rules).order(Ordered.HIGHEST_PRECEDENCE);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new Callers());
            }
        };
    }
}
