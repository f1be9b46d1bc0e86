package onestop.gateway.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import onestop.gateway.problem.Problem;
import onestop.gateway.problem.ProblemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CorsSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.header.HttpHeaderWriterWebFilter;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** Bearer tokens and nothing else: no sessions, cookies, forms or logins. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    /**
     * Observing each of a dozen filters costs several times what the filters do; requests are measured as a whole. There must be one
     * such bean: of two, neither counts.
     */
    @Bean
    static SecurityObservationSettings securityIsNotObservedFilterByFilter() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    ReactiveJwtDecoder tokenDecoder(TokenSettings settings, InstantSource clock) {
        var keys = new SigningKeys(settings.jwkSetUri(), clock);
        var decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::keysFor)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtClaimValidator<>(JwtClaimNames.EXP, expiry -> expiry != null),
                new JwtIssuerValidator(settings.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience()))));
        return decoder;
    }

    @Bean
    SecurityWebFilterChain security(
            ServerHttpSecurity http,
            ReactiveJwtDecoder decoder,
            InstantSource clock,
            ProblemWriter problems,
            CorsSettings origins) {
        var tokens = new TokenCheck(decoder, clock);
        var refusal = refusal(problems);
        return http.csrf(CsrfSpec::disable)
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .headers(HeaderSpec::disable) // written earlier, for refusals too
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .cors(origins.allowedOrigins().isEmpty() ? CorsSpec::disable : cors(origins.allowedOrigins()))
                .oauth2ResourceServer(resource -> resource.authenticationManagerResolver(_ -> Mono.just(tokens))
                        .bearerTokenConverter(new BearerHeader())
                        .authenticationEntryPoint(refusal))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(refusal)
                        .accessDeniedHandler((exchange, _) -> problems.write(exchange, Problem.ROLE_NOT_ALLOWED)))
                .authorizeExchange(exchanges -> exchanges.anyExchange().access(new AccessRules()))
                .build();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    WebFilter securityHeaders() {
        return new HttpHeaderWriterWebFilter(new SecurityHeaders());
    }

    /** Paths with traversals, double slashes, control characters and the like never reach a route. */
    @Bean
    ServerExchangeRejectedHandler malformedRequests(ProblemWriter problems) {
        return (exchange, _) -> problems.write(exchange, Problem.BAD_REQUEST);
    }

    private static ServerAuthenticationEntryPoint refusal(ProblemWriter problems) {
        return (exchange, failure) -> {
            boolean hadToken = failure instanceof OAuth2AuthenticationException;
            exchange.getResponse()
                    .getHeaders()
                    .set(HttpHeaders.WWW_AUTHENTICATE, hadToken ? "Bearer error=\"invalid_token\"" : "Bearer");
            return problems.write(exchange, hadToken ? Problem.INVALID_TOKEN : Problem.AUTHENTICATION_REQUIRED);
        };
    }

    private static Customizer<CorsSpec> cors(List<String> allowedOrigins) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(allowedOrigins);
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT"));
        allowed.setAllowedHeaders(List.of(
                "Authorization",
                "Content-Type",
                "Content-Disposition",
                "Content-Digest",
                "Accept-Language",
                "Idempotency-Key",
                "If-Match",
                "If-None-Match",
                "traceparent",
                "X-Request-Id"));
        allowed.setExposedHeaders(List.of(
                "ETag",
                "Location",
                "Retry-After",
                "X-Request-Id",
                "Content-Language",
                "Content-Disposition",
                "Content-Digest"));
        allowed.setMaxAge(Duration.ofHours(1));
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/api/**", allowed);
        return cors -> cors.configurationSource(source);
    }
}
