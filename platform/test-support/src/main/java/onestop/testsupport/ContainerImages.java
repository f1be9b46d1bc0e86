package onestop.testsupport;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Whether a Docker engine answers here and has, or can fetch, every image that the containers need. Testcontainers
 * would find out too, but it repeats a hopeless fetch for two minutes, for each image.
 */
final class ContainerImages {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerImages.class);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

    /** Of Testcontainers 2.0.5; it removes the containers of killed JVMs. */
    private static final String REAPER_IMAGE = "testcontainers/ryuk:0.14.0";

    private ContainerImages() {}

    static boolean canBeHad(String... images) {
        var needed = new ArrayList<>(List.of(images));
        if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
            needed.add(REAPER_IMAGE);
        }
        try (var engine = engine()) {
            return needed.stream()
                    .map(image -> ImageNameSubstitutor.instance()
                            .apply(DockerImageName.parse(image))
                            .asCanonicalNameString())
                    .allMatch(image -> has(engine, image) || fetches(engine, image));
        } catch (IllegalStateException _) { // what Testcontainers throws where there is no engine
            return false;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The Docker engine does not answer properly: {}", e.getMessage());
            return false;
        }
    }

    private static DockerHttpClient engine() {
        var where = DockerClientFactory.instance().getTransportConfig();
        return new ZerodepDockerHttpClient.Builder()
                .dockerHost(where.getDockerHost())
                .sslConfig(where.getSslConfig())
                .connectionTimeout(Duration.ofSeconds(5))
                .responseTimeout(SILENCE_LIMIT)
                .build();
    }

    private static boolean has(DockerHttpClient engine, String image) {
        var question = Request.builder().method(Request.Method.GET).path("/images/" + image + "/json");
        try (var answer = engine.execute(question.build())) {
            return answer.getStatusCode() == 200;
        }
    }

    private static boolean fetches(DockerHttpClient engine, String image) {
        var order = Request.builder()
                .method(Request.Method.POST)
                .path("/images/create?fromImage=" + URLEncoder.encode(image, StandardCharsets.UTF_8));
        try (var answer = engine.execute(order.build());
                var progress = answer.getBody()) {
            progress.transferTo(OutputStream.nullOutputStream()); // ends when the fetching has ended
        } catch (IOException | RuntimeException e) {
            LOG.debug("The engine cannot fetch {}", image, e);
        }
        boolean fetched = has(engine, image);
        if (!fetched) {
            LOG.warn("The Docker engine has no image {} and cannot fetch it", image);
        }
        return fetched;
    }
}
