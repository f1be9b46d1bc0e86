package onestop.web.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onestop.web.Caller;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.converter.Converter;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** From the claims of a token to a {@link Caller}, and from there into the parameters of handler methods. */
final class Callers implements Converter<Jwt, AbstractAuthenticationToken>, HandlerMethodArgumentResolver {

    @Override
    public AbstractAuthenticationToken convert(Jwt jwt) {
        var caller = callerOf(jwt);
        var authorities = new ArrayList<GrantedAuthority>();
        for (var role : caller.roles()) {
            authorities.add(new SimpleGrantedAuthority("ROLE_" + role.name()));
        }
        var authentication = new JwtAuthenticationToken(jwt, authorities, caller.subject());
        authentication.setDetails(caller);
        return authentication;
    }

    private static Caller callerOf(Jwt jwt) {
        var subject = text(jwt, "preferred_username");
        if (subject == null) {
            throw new InvalidBearerTokenException("the token names no user");
        }
        var name = text(jwt, "name");
        return new Caller(
                subject,
                name == null ? subject : name,
                roles(jwt),
                text(jwt, "unit"),
                text(jwt, "region"),
                new HashSet<>(texts(jwt, "uscis")));
    }

    /** A role we do not know, such as the issuer's own, gives no right here and does no harm. */
    private static Set<Role> roles(Jwt jwt) {
        var roles = EnumSet.noneOf(Role.class);
        var names = texts(jwt, "roles");
        for (var role : Role.values()) {
            if (names.contains(role.name())) {
                roles.add(role);
            }
        }
        return roles;
    }

    private static @Nullable String text(Jwt jwt, String claim) {
        return jwt.getClaims().get(claim) instanceof String text && !text.isBlank() ? text : null;
    }

    private static List<String> texts(Jwt jwt, String claim) {
        return jwt.getClaims().get(claim) instanceof Collection<?> values
                ? values.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    static @Nullable Caller current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof JwtAuthenticationToken && authentication.getDetails() instanceof Caller caller
                ? caller
                : null;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.nestedIfOptional().getNestedParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var caller = current();
        if (parameter.getParameterType() == Optional.class) {
            return Optional.ofNullable(caller);
        }
        if (caller == null && !parameter.isOptional()) {
            throw new ProblemException(HttpStatus.UNAUTHORIZED, "authentication-required");
        }
        return caller;
    }
}
