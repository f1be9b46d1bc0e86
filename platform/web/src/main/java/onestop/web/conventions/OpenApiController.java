package onestop.web.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import onestop.web.Open;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The service's own contract, {@code openapi.json} or {@code openapi.yaml} of its jar, as JSON. */
@RestController
class OpenApiController {
    private static final Logger log = LoggerFactory.getLogger(OpenApiController.class);

    private final byte @Nullable [] document;
    private final Problems problems;

    OpenApiController(Problems problems) {
        this.problems = problems;
        this.document = read();
        if (document == null) {
            log.warn("The class path holds neither openapi.json nor openapi.yaml; the contract is not served");
        }
    }

    @Open
    @GetMapping("/api/${onestop.service}/openapi.json")
    ResponseEntity<?> document() {
        return document == null
                ? problems.reply(HttpStatus.NOT_FOUND, "not-found")
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
    }

    private static byte @Nullable [] read() {
        try {
            var json = new ClassPathResource("openapi.json");
            if (json.exists()) {
                return json.getContentAsByteArray();
            }
            var yaml = new ClassPathResource("openapi.yaml");
            if (yaml.exists()) {
                var tree = new YAMLMapper().readTree(yaml.getContentAsByteArray());
                return new JsonMapper().writeValueAsBytes(tree);
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
