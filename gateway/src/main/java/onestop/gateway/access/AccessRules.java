package onestop.gateway.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Which path needs whom. The first rule that fits decides; what no rule names needs a token, whoever it belongs to. These rules are coarse
 * on purpose: which role may do what to which object is the business of the services, and they check everything again.
 */
class AccessRules implements ReactiveAuthorizationManager<AuthorizationContext> {
    private static final Set<String> READ = Set.of("GET", "HEAD");
    private static final Set<String> WRITE = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> ANY = Set.of();

    private static final Set<String> OPS = Set.of("OPS");
    private static final Set<String> HOLDERS = Set.of("APPLICANT", "AGENT");
    private static final Set<String> STAFF = Set.of(
            "WINDOW",
            "EXAMINER",
            "REVIEWER",
            "APPROVER",
            "ISSUER",
            "UNIT_MANAGER",
            "EVALUATION_SUPERVISOR",
            "APPEAL_COORDINATOR",
            "AUDITOR",
            "OPS");

    private static final List<Rule> RULES = List.of(
            // pages for everybody
            Rule.open(READ, "/"),
            Rule.open(READ, "/docs/**"),
            Rule.open(READ, "/health"),
            Rule.open(READ, "/favicon.ico"),
            // the public part of the platform
            Rule.open(READ, "/api/*/openapi.json"),
            Rule.open(READ, "/api/intake/catalogue/**"),
            Rule.open(READ, "/api/intake/guides/**"),
            Rule.open(READ, "/api/intake/items/**"),
            Rule.open(READ, "/api/intake/packages/**"),
            Rule.open(READ, "/api/intake/calendars/**"),
            Rule.open(READ, "/api/intake/working-days/**"),
            Rule.open(READ, "/api/intake/uscis/**"),
            Rule.open(READ, "/api/intake/progress/**"),
            Rule.open(READ, "/api/intake/windows"),
            Rule.open(READ, "/api/intake/windows/*"),
            Rule.open(READ, "/api/intake/windows/*/opening-hours"),
            Rule.open(READ, "/api/intake/appointment-slots"),
            Rule.open(READ, "/api/intake/tickets/*"),
            Rule.open(READ, "/api/intake/queues/*"),
            // what the codes on papers lead to, and what the law publishes
            Rule.open(READ, "/api/intake/document-verifications"),
            Rule.open(READ, "/api/approval/licences/*/verification"),
            Rule.open(READ, "/api/approval/publications"),
            Rule.open(READ, "/api/approval/ledger/head"),
            Rule.open(READ, "/api/approval/ledger/inclusion"),
            Rule.open(READ, "/api/approval/ledger/consistency"),
            // what anybody may report, without saying who they are
            Rule.open(Set.of("POST"), "/api/approval/integrity/reports"),
            Rule.open(READ, "/api/approval/integrity/report-standings/*"),
            // whoever holds the code of a service rates it
            Rule.open(READ, "/api/evaluation/r/*"),
            Rule.open(Set.of("POST"), "/api/evaluation/r/*"),
            Rule.open(READ, "/api/evaluation/r/*/qr-code"),
            Rule.open(READ, "/api/evaluation/public/**"),
            Rule.open(Set.of("POST"), "/api/evaluation/r/*/follow-up"),
            // the schedule of broadcasts, what the cloud service desk knows, and what is done about appeals
            Rule.open(READ, "/api/appeal/standards"),
            Rule.open(READ, "/api/appeal/broadcasts"),
            Rule.open(READ, "/api/appeal/broadcasts/*"),
            Rule.open(READ, "/api/appeal/cloud-desk/knowledge"),
            Rule.open(READ, "/api/appeal/cloud-desk/knowledge/*"),
            // a device shows a key of its own
            Rule.open(READ, "/api/evaluation/evaluators/*/invitations"),
            Rule.open(Set.of("PUT"), "/api/intake/window-devices/*/heartbeat"),
            Rule.open(Set.of("POST"), "/api/intake/one-time-notices"),
            Rule.open(Set.of("POST"), "/api/intake/working-days/due-dates"),
            // open feedback by the code of a poster; its number is made by the writer, who alone knows it
            Rule.open(READ, "/api/evaluation/feedback-points/*"),
            Rule.open(READ, "/api/evaluation/feedback-points/*/qr-code"),
            Rule.open(READ, "/api/evaluation/published-feedback"),
            Rule.open(Set.of("PUT"), "/api/evaluation/open-feedback/*"),
            Rule.open(READ, "/api/evaluation/open-feedback/*/progress"),
            Rule.open(Set.of("PUT"), "/api/evaluation/open-feedback/*/photos/*"),
            // operators
            Rule.open(READ, "/actuator/health/**"),
            Rule.only(ANY, "/actuator/**", OPS),
            Rule.only(ANY, "/api/*/ops/**", OPS),
            Rule.only(WRITE, "/api/intake/catalogue/**", OPS),
            Rule.only(WRITE, "/api/intake/calendars/**", OPS),
            // the back office, where only renewal is asked by holders, and systems of departments act for their
            // officers
            Rule.only(Set.of("POST"), "/api/approval/licences/*/renewals", HOLDERS),
            Rule.only(Set.of("POST"), "/api/approval/partner-acts", Set.of("PARTNER")),
            Rule.only(Set.of("PUT"), "/api/approval/lights/*/answer", Set.of("UNIT_MANAGER", "PARTNER")),
            Rule.only(WRITE, "/api/approval/**", STAFF),
            Rule.only(
                    Set.of("PUT"),
                    "/api/evaluation/rectifications/*/second-call-back",
                    Set.of("APPLICANT", "AGENT", "PARTNER")),
            Rule.only(WRITE, "/api/evaluation/rectifications/**", STAFF));

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> caller, AuthorizationContext context) {
        var request = context.getExchange().getRequest();
        var rule = ruleFor(request.getMethod(), request.getPath().pathWithinApplication());
        if (rule != null && rule.open) {
            return Mono.just(new AuthorizationDecision(true));
        }
        var roles = rule == null ? Set.<String>of() : rule.roles;
        return caller.map(known -> new AuthorizationDecision(known.isAuthenticated() && hasAnyOf(known, roles)))
                .cast(AuthorizationResult.class)
                .defaultIfEmpty(new AuthorizationDecision(false));
    }

    private static @Nullable Rule ruleFor(HttpMethod method, PathContainer path) {
        for (var rule : RULES) {
            if ((rule.methods.isEmpty() || rule.methods.contains(method.name())) && rule.path.matches(path)) {
                return rule;
            }
        }
        return null;
    }

    private static boolean hasAnyOf(Authentication caller, Set<String> roles) {
        return roles.isEmpty()
                || caller.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(roles::contains);
    }

    /** @param roles one of them is needed; empty: any token will do */
    private record Rule(Set<String> methods, PathPattern path, boolean open, Set<String> roles) {

        static Rule open(Set<String> methods, String path) {
            return new Rule(methods, pattern(path), true, Set.of());
        }

        static Rule only(Set<String> methods, String path, Set<String> roles) {
            return new Rule(methods, pattern(path), false, roles);
        }

        private static PathPattern pattern(String path) {
            return PathPatternParser.defaultInstance.parse(path);
        }
    }
}
