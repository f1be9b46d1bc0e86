package onestop.local.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ErrorAuthenticationFailureHandler;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Two clients, one signing key, and the two ways to sign in. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    @Bean
    DemoUsers demoUsers() {
        return DemoUsers.shipped();
    }

    @Bean
    PasswordCheck passwordCheck(DemoUsers users, IssuerSettings settings) {
        return new PasswordCheck(users, new SignInThrottle(InstantSource.system()), settings.password());
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(IssuerSettings settings) throws IOException {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.keptIn(settings.keyFile())));
    }

    @Bean
    OAuth2TokenGenerator<? extends OAuth2Token> tokens(JWKSource<SecurityContext> keys, DemoUsers users) {
        var tokens = new JwtGenerator(new NimbusJwtEncoder(keys));
        tokens.setJwtCustomizer(new TokenClaims(users));
        return tokens;
    }

    @Bean
    AuthorizationServerSettings serverSettings(IssuerSettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.url()).build();
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new RecentAuthorizations();
    }

    @Bean
    RegisteredClientRepository clients(IssuerSettings settings) {
        var tokenSettings =
                TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build();
        var demo = RegisteredClient.withId("onestop-demo")
                .clientId("onestop-demo")
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(PasswordGrant.TYPE)
                .scope(OidcScopes.OPENID)
                .tokenSettings(tokenSettings)
                .build();
        var web = RegisteredClient.withId("onestop-web")
                .clientId("onestop-web")
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUris(uris -> settings.webOrigins().forEach(origin -> {
                    uris.add(origin + "/");
                    uris.add(origin + "/signed-in");
                }))
                .postLogoutRedirectUris(uris -> settings.webOrigins().forEach(origin -> uris.add(origin + "/")))
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .tokenSettings(tokenSettings)
                .build();
        return new InMemoryRegisteredClientRepository(demo, web);
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocolEndpoints(
            HttpSecurity http,
            RegisteredClientRepository clients,
            PasswordCheck passwords,
            OAuth2TokenGenerator<? extends OAuth2Token> tokens) {
        http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.oidc(oidc -> oidc.providerConfigurationEndpoint(discovery ->
                            discovery.providerConfigurationCustomizer(document -> document.grantTypes(offered ->
                                            setTo(offered, "authorization_code", PasswordGrant.TYPE.getValue()))
                                    .tokenEndpointAuthenticationMethods(methods -> setTo(methods, "none"))
                                    .scopes(scopes -> setTo(scopes, OidcScopes.OPENID, OidcScopes.PROFILE)))))
                    .clientAuthentication(client -> client.authenticationConverter(new PublicClient.RequestConverter())
                            .authenticationProvider(new PublicClient.Provider(clients)))
                    .tokenEndpoint(token -> token.accessTokenRequestConverter(new PasswordGrant.RequestConverter())
                            .authenticationProvider(new PasswordGrant.Provider(passwords, tokens))
                            .errorResponseHandler(tokenErrors()));
        });
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .cors(Customizer.withDefaults())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain signInPage(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(form -> form.failureHandler(signInErrors()))
                .build();
    }

    @Bean
    CorsConfigurationSource corsConfigurationSource(IssuerSettings settings) {
        var fromTheFrontEnd = new CorsConfiguration();
        fromTheFrontEnd.setAllowedOrigins(settings.webOrigins());
        fromTheFrontEnd.setAllowedMethods(List.of(HttpMethod.GET.name(), HttpMethod.POST.name()));
        fromTheFrontEnd.setAllowedHeaders(List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.AUTHORIZATION));
        fromTheFrontEnd.setMaxAge(Duration.ofHours(1));
        var paths = new UrlBasedCorsConfigurationSource();
        paths.registerCorsConfiguration("/**", fromTheFrontEnd);
        return paths;
    }

    private static void setTo(List<String> list, String... values) {
        list.clear();
        list.addAll(List.of(values));
    }

    private static AuthenticationFailureHandler tokenErrors() {
        var others = new OAuth2ErrorAuthenticationFailureHandler();
        return (request, response, failure) -> {
            if (failure.getCause() instanceof TooManyAttemptsException throttled) {
                tooMany(
                        response,
                        throttled,
                        MediaType.APPLICATION_JSON_VALUE,
                        "{\"error\":\"slow_down\",\"error_description\":\"%s\"}".formatted(throttled.getMessage()));
            } else {
                others.onAuthenticationFailure(request, response, failure);
            }
        };
    }

    private static AuthenticationFailureHandler signInErrors() {
        var others = new SimpleUrlAuthenticationFailureHandler("/login?error");
        return (request, response, failure) -> {
            if (failure instanceof TooManyAttemptsException throttled) {
                tooMany(response, throttled, MediaType.TEXT_PLAIN_VALUE, throttled.getMessage() + "\n");
            } else {
                others.onAuthenticationFailure(request, response, failure);
            }
        };
    }

    private static void tooMany(
            HttpServletResponse response, TooManyAttemptsException throttled, String contentType, String body)
            throws IOException {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(throttled.retryAfterSeconds()));
        response.setContentType(contentType);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write(body);
    }
}
