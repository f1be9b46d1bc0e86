package onestop.local.issuer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A token for user name and password in one request, so that a script or a page of documentation can act as any
 * demonstration user. OAuth 2.1 has dropped this grant and the framework with it: it belongs here, where all passwords
 * are the same and public, and in no production issuer.
 */
final class PasswordGrant {

    static final AuthorizationGrantType TYPE = new AuthorizationGrantType("password");

    private PasswordGrant() {}

    static final class Request extends OAuth2AuthorizationGrantAuthenticationToken {

        private final String username;
        private final String password;

        Request(Authentication client, String username, String password, Map<String, Object> rest) {
            super(TYPE, client, rest);
            this.username = username;
            this.password = password;
        }
    }

    /** Reads the request, when it is one of this grant. */
    static final class RequestConverter implements AuthenticationConverter {

        @Override
        public @Nullable Authentication convert(HttpServletRequest request) {
            if (!TYPE.getValue().equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))) {
                return null;
            }
            Authentication client = SecurityContextHolder.getContext().getAuthentication();
            if (client == null) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
            }
            return new Request(client, only(request, "username"), only(request, "password"), Map.of());
        }

        private static String only(HttpServletRequest request, String parameter) {
            String[] values = request.getParameterValues(parameter);
            if (values == null || values.length != 1 || values[0].isEmpty()) {
                throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "The parameter " + parameter + " is needed once");
            }
            return values[0];
        }
    }

    /** Checks the password and signs the token. Nothing is stored: such a token cannot be renewed or revoked. */
    static final class Provider implements AuthenticationProvider {

        private final PasswordCheck passwords;
        private final OAuth2TokenGenerator<? extends OAuth2Token> tokens;

        Provider(PasswordCheck passwords, OAuth2TokenGenerator<? extends OAuth2Token> tokens) {
            this.passwords = passwords;
            this.tokens = tokens;
        }

        @Override
        public Authentication authenticate(Authentication authentication) throws AuthenticationException {
            var request = (Request) authentication;
            if (!(request.getPrincipal() instanceof OAuth2ClientAuthenticationToken client)) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
            }
            RegisteredClient registered = client.getRegisteredClient();
            if (registered == null || !registered.getAuthorizationGrantTypes().contains(TYPE)) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
            }
            Authentication person = person(request);
            Set<String> scopes = registered.getScopes();
            var context = DefaultOAuth2TokenContext.builder()
                    .registeredClient(registered)
                    .principal(person)
                    .authorizationServerContext(AuthorizationServerContextHolder.getContext())
                    .authorizedScopes(scopes)
                    .tokenType(OAuth2TokenType.ACCESS_TOKEN)
                    .authorizationGrantType(TYPE)
                    .authorizationGrant(request)
                    .build();
            OAuth2Token signed = tokens.generate(context);
            if (signed == null) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.SERVER_ERROR);
            }
            var token = new OAuth2AccessToken(
                    OAuth2AccessToken.TokenType.BEARER,
                    signed.getTokenValue(),
                    signed.getIssuedAt(),
                    signed.getExpiresAt(),
                    scopes);
            return new OAuth2AccessTokenAuthenticationToken(registered, client, token);
        }

        private Authentication person(Request request) {
            var attempt = UsernamePasswordAuthenticationToken.unauthenticated(request.username, request.password);
            attempt.setDetails(request.getDetails());
            try {
                return passwords.authenticate(attempt);
            } catch (BadCredentialsException wrong) {
                throw refused(OAuth2ErrorCodes.INVALID_GRANT, "User name or password is wrong");
            } catch (TooManyAttemptsException throttled) {
                throw new OAuth2AuthenticationException(
                        new OAuth2Error("slow_down", throttled.getMessage(), null), throttled);
            }
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return Request.class.isAssignableFrom(authentication);
        }
    }

    private static OAuth2AuthenticationException refused(String code, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, description, null));
    }
}
