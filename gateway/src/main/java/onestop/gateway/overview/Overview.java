package onestop.gateway.overview;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code GET /health}: one word for the platform and one for each service. Open to everybody, so it tells nothing else, and asks the services
 * at most every two seconds however often it is asked. The status code is always 200, because the gateway itself is well enough to answer.
 */
@Configuration(proxyBeanMethods = false)
class Overview {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
    private static final Duration KEPT_FOR = Duration.ofSeconds(2);
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    /** The base addresses of the services, by name. */
    @ConfigurationProperties("onestop")
    record Services(Map<String, URI> services) {}

    enum Status {
        UP,
        DOWN
    }

    enum Whole {
        UP,
        /** The gateway works and at least one service does not. */
        DEGRADED
    }

    record View(Whole status, Status gateway, Map<String, Status> services, String checkedAt) {}

    @Bean
    RouterFunction<ServerResponse> healthOverview(Services services, InstantSource clock) {
        var client = WebClient.create();
        var view = Flux.fromIterable(services.services().entrySet())
                .flatMapSequential(service ->
                        statusOf(client, service.getValue()).map(status -> Map.entry(service.getKey(), status)))
                .collectList()
                .map(statuses -> {
                    var byService = new LinkedHashMap<String, Status>();
                    statuses.forEach(entry -> byService.put(entry.getKey(), entry.getValue()));
                    return viewOf(byService, clock.instant());
                })
                .cache(KEPT_FOR);
        return RouterFunctions.route(
                RequestPredicates.GET("/health"),
                _ -> view.flatMap(now -> ServerResponse.ok()
                        .cacheControl(CacheControl.noStore())
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(now)));
    }

    private static View viewOf(Map<String, Status> services, Instant at) {
        var whole = services.containsValue(Status.DOWN) ? Whole.DEGRADED : Whole.UP;
        var checkedAt = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atZone(CHINA));
        return new View(whole, Status.UP, services, checkedAt);
    }

    private static Mono<Status> statusOf(WebClient client, URI service) {
        return client.get()
                .uri(service.resolve("/actuator/health"))
                .exchangeToMono(response -> response.releaseBody()
                        .thenReturn(response.statusCode().is2xxSuccessful() ? Status.UP : Status.DOWN))
                .timeout(TIME_LIMIT)
                .onErrorReturn(Status.DOWN);
    }
}
