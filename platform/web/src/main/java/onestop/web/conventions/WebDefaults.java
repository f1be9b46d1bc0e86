package onestop.web.conventions;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings every service shares, with the lowest precedence: a service or an operator overrides any of them. */
final class WebDefaults implements EnvironmentPostProcessor {
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            // Blocking JDBC stays simple, and a slow caller costs no platform thread.
            Map.entry("spring.threads.virtual.enabled", "true"),
            Map.entry("spring.main.keep-alive", "true"),
            Map.entry("server.shutdown", "graceful"),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "20s"),
            // Limits. A refused body is read to its end up to the swallow size, so that the caller sees the answer
            // and not a broken connection.
            Map.entry("server.tomcat.max-connections", "4096"),
            Map.entry("server.tomcat.accept-count", "256"),
            Map.entry("server.tomcat.connection-timeout", "10s"),
            Map.entry("server.tomcat.keep-alive-timeout", "60s"),
            Map.entry("server.tomcat.max-swallow-size", "64MB"),
            Map.entry("server.tomcat.max-http-form-post-size", "64KB"),
            Map.entry("server.max-http-request-header-size", "16KB"),
            Map.entry("spring.servlet.multipart.enabled", "false"),
            // Reads forms of PUT before anybody has checked the caller.
            Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
            // An unknown path is answered by our 404, not looked up as a file.
            Map.entry("spring.web.resources.add-mappings", "false"),
            Map.entry("spring.mvc.format.date", "iso"),
            Map.entry("spring.mvc.format.time", "iso"),
            Map.entry("spring.mvc.format.date-time", "iso"),
            // Waiting longer for a connection only moves the queue; the caller gets 503 and Retry-After.
            Map.entry("spring.datasource.hikari.connection-timeout", "2000"),
            // PostgreSQL's error detail quotes rows, which may hold personal data.
            Map.entry("spring.datasource.hikari.data-source-properties.logServerErrorDetail", "false"),
            Map.entry("management.endpoints.web.exposure.include", "health,info,metrics,loggers,threaddump"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.show-details", "when-authorized"),
            Map.entry("management.endpoint.health.roles", "OPS"),
            // What a caller did wrong is told to the caller; a log of it would be large and hold what was sent.
            Map.entry("spring.mvc.log-resolved-exception", "false"),
            Map.entry("logging.level.org.springframework.web.servlet.PageNotFound", "error"),
            Map.entry("logging.pattern.correlation", "[%X{traceId:-}] "));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("onestop-web-defaults", DEFAULTS));
    }
}
