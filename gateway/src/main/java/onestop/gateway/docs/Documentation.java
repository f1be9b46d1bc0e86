package onestop.gateway.docs;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** {@code GET /docs}: a page that shows the OpenAPI document of each service. Everything it loads comes from here. */
@Configuration(proxyBeanMethods = false)
class Documentation {
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    /** The page may run its own scripts and ask this gateway, and nothing else; Swagger UI adds styles of its own. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private record Asset(Resource content, MediaType type) {}

    @Bean
    RouterFunction<ServerResponse> documentationPage(@Value("${onestop.gateway.swagger-ui-version}") String version) {
        var webjar = "META-INF/resources/webjars/swagger-ui/" + version + '/';
        var assets = Map.of(
                "swagger-ui.css", asset(webjar + "swagger-ui.css", "text/css"),
                "swagger-ui-bundle.js", asset(webjar + "swagger-ui-bundle.js", "text/javascript"),
                "swagger-ui-standalone-preset.js", asset(webjar + "swagger-ui-standalone-preset.js", "text/javascript"),
                "favicon-32x32.png", asset(webjar + "favicon-32x32.png", "image/png"),
                "docs.css", asset("docs/docs.css", "text/css"),
                "docs.js", asset("docs/docs.js", "text/javascript"));
        var page = asset("docs/index.html", "text/html;charset=UTF-8");
        return RouterFunctions.route()
                .GET(
                        "/",
                        _ -> ServerResponse.temporaryRedirect(URI.create("/docs"))
                                .build())
                .GET("/docs", _ -> answer(page))
                .GET("/docs/{name}", request -> answer(request, assets))
                .build();
    }

    private static Asset asset(String path, String type) {
        var content = new ClassPathResource(path);
        if (!content.exists()) {
            throw new IllegalStateException(path + " is missing from the class path");
        }
        return new Asset(content, MediaType.parseMediaType(type));
    }

    private static Mono<ServerResponse> answer(ServerRequest request, Map<String, Asset> assets) {
        var asset = assets.get(request.pathVariable("name"));
        return asset == null ? Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND)) : answer(asset);
    }

    private static Mono<ServerResponse> answer(Asset asset) {
        return ServerResponse.ok()
                .contentType(asset.type())
                .cacheControl(CacheControl.maxAge(KEPT_FOR))
                .header("Content-Security-Policy", POLICY)
                .bodyValue(asset.content());
    }
}
