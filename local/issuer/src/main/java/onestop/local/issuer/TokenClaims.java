package onestop.local.issuer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** Writes into each token what the services read from it. */
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    /** The platform as the addressee of access tokens. */
    static final String AUDIENCE = "onestop";

    private final DemoUsers users;

    TokenClaims(DemoUsers users) {
        this.users = users;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        Authentication person = requireNonNull(context.getPrincipal(), "Tokens are given to persons only");
        DemoUser user = users.find(person.getName()).orElseThrow();
        var claims = context.getClaims();
        claims.claim("preferred_username", user.username()).claim("name", user.name());
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            claims.audience(List.of(AUDIENCE)).claim("roles", user.roles()).claim("uscis", user.uscis());
            if (user.unit() != null) {
                claims.claim("unit", user.unit());
            }
            if (user.region() != null) {
                claims.claim("region", user.region());
            }
        } else if (!OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
            throw new IllegalStateException(
                    "No such token is given here: " + context.getTokenType().getValue());
        }
    }
}
