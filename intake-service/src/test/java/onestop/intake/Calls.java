package onestop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import onestop.identifiers.Usci;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests as the persons of a hall send them; every answer is held against openapi.yaml. Each test takes enterprises
 * of its own.
 */
@TestConfiguration
public class Calls {
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(9_000));

    public static final Person WINDOW = new Person("window", Role.WINDOW, "XZSP", List.of());
    public static final Person WINDOW2 = new Person("window2", Role.WINDOW, "XZSP", List.of());
    public static final Person ISSUER = new Person("issuer", Role.ISSUER, "XZSP", List.of());
    public static final Person HELPER = new Person("helper", Role.HELPER, "XZSP", List.of());
    public static final Person OPS = new Person("ops", Role.OPS, null, List.of());
    public static final @Nullable Person NOBODY = null;

    /** Somebody with one role; each call gets a fresh token. */
    public record Person(String name, Role role, @Nullable String unit, List<String> uscis) {
        /** A fresh access token. */
        public String bearer() {
            return token();
        }

        String token() {
            var token = TestTokens.token(name).roles(role).uscis(uscis.toArray(String[]::new));
            return unit == null ? token.sign() : token.unit(unit).sign();
        }
    }

    @Autowired
    MockMvcTester mvc;

    private final JsonMapper json = JsonMapper.builder().build();

    public record Reply(int status, Map<String, String> headers, JsonNode body) {
        public Reply must(int expected) {
            assertThat(status).as("%s", body).isEqualTo(expected);
            return this;
        }

        public String text(String field) {
            return body.path(field).asString();
        }

        /** The slug of a problem. */
        public String problem() {
            return text("type").replace("/problems/", "");
        }

        public Reply declines(int expected, String slug) {
            must(expected);
            assertThat(problem()).as("%s", body).isEqualTo(slug);
            return this;
        }

        /** The fields of an invalid request with the rule each breaks. */
        public List<String> errors() {
            return StreamSupport.stream(body.path("errors").spliterator(), false)
                    .map(error -> error.path("field").asString() + " "
                            + error.path("code").asString())
                    .toList();
        }
    }

    public Reply get(@Nullable Person person, String path) {
        return send(HttpMethod.GET, person, path, null, Map.of());
    }

    public Reply post(@Nullable Person person, String path, Object body) {
        return send(
                HttpMethod.POST,
                person,
                path,
                body,
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    public Reply put(@Nullable Person person, String path, @Nullable Object body) {
        return send(HttpMethod.PUT, person, path, body, Map.of());
    }

    public Reply send(
            HttpMethod method,
            @Nullable Person person,
            String path,
            @Nullable Object body,
            Map<String, String> headers) {
        var request = mvc.method(method).uri("/api/intake" + path);
        if (person != null) {
            request.header("Authorization", "Bearer " + person.token());
        }
        headers.forEach(request::header);
        if (body instanceof byte[] file) {
            request.content(file); // its type is among the headers
        } else if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON)
                    .content(body instanceof String text ? text : json.writeValueAsString(body));
        }
        return reply(request.exchange().getResponse());
    }

    private Reply reply(MockHttpServletResponse response) {
        var bytes = response.getContentAsByteArray();
        var answered = new HashMap<String, String>();
        response.getHeaderNames().forEach(name -> answered.put(name, String.valueOf(response.getHeader(name))));
        return new Reply(
                response.getStatus(),
                answered,
                bytes.length == 0 ? json.createObjectNode() : json.readTree(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** An answer that is no JSON: its bytes, once it is of the type that was expected. */
    public byte[] bytes(@Nullable Person person, String path, String mediaType) {
        var request = mvc.get().uri("/api/intake" + path);
        if (person != null) {
            request.header("Authorization", "Bearer " + person.token());
        }
        var response = request.exchange().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType()).isEqualTo(mediaType);
        return response.getContentAsByteArray();
    }

    /** Sends a file. */
    public Reply upload(@Nullable Person person, String name, byte[] content) {
        return upload(person, UUID.randomUUID().toString(), name, null, content);
    }

    public Reply upload(@Nullable Person person, String key, String name, @Nullable String digest, byte[] content) {
        var request = mvc.post()
                .uri("/api/intake/files")
                .header("Idempotency-Key", key)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .content(content);
        if (digest != null) {
            request.header("Content-Digest", digest);
        }
        if (person != null) {
            request.header("Authorization", "Bearer " + person.token());
        }
        return reply(request.exchange().getResponse());
    }

    public static Person applicant(String usci) {
        return new Person("applicant-" + usci, Role.APPLICANT, null, List.of(usci));
    }

    public static Person agent(String name) {
        return new Person(name, Role.AGENT, null, List.of());
    }

    /** A code nobody else uses. */
    public static String newUsci() {
        return Usci.withCheckDigit("91371327TEST%05d"
                        .formatted(NEXT.incrementAndGet() % 100_000)
                        .replace('S', 'X'))
                .value();
    }

    /** A registered enterprise. */
    public String enterprise() {
        var usci = newUsci();
        put(OPS, "/enterprises/" + usci, Map.of("name", "测试企业" + usci, "kind", "COMPANY", "regionCode", "371327001000"))
                .must(201);
        return usci;
    }

    /** Branches registered under the parent. */
    public List<String> branches(String parent, int count) {
        var rows = IntStream.range(0, count)
                .mapToObj(i -> Map.of("usci", newUsci(), "name", "分店" + i, "regionCode", "371327102000"))
                .toList();
        put(OPS, "/enterprises/" + parent + "/branches", rows).must(200);
        return rows.stream().map(row -> row.get("usci")).toList();
    }

    /** All that a package of the shipped catalogue asks the applicant for. */
    public List<Map<String, Object>> materials(String packageCode) {
        var notice = post(NOBODY, "/one-time-notices", Map.of("packageCode", packageCode))
                .must(200);
        return StreamSupport.stream(notice.body().path("materials").spliterator(), false)
                .filter(material -> material.path("source").asString().equals("HAND_IN"))
                .map(material ->
                        Map.<String, Object>of("key", material.path("key").asString(), "fileName", "file.pdf"))
                .toList();
    }

    public Map<String, Object> application(String usci, String packageCode) {
        var body = new HashMap<String, Object>();
        body.put("packageCode", packageCode);
        body.put("enterpriseUsci", usci);
        body.put("channel", "ONLINE");
        body.put("materials", materials(packageCode));
        return body;
    }

    public Reply submit(String usci, String packageCode) {
        return post(applicant(usci), "/applications", application(usci, packageCode))
                .must(201);
    }

    /** A file about single items, with all that they ask the applicant for. */
    public Reply submitItems(String usci, String... items) {
        var asked = post(NOBODY, "/one-time-notices", Map.of("itemCodes", List.of(items)))
                .must(200);
        var body = new HashMap<String, Object>();
        body.put("itemCodes", List.of(items));
        body.put("enterpriseUsci", usci);
        body.put("channel", "ONLINE");
        body.put(
                "materials",
                StreamSupport.stream(asked.body().path("materials").spliterator(), false)
                        .filter(material -> material.path("source").asString().equals("HAND_IN"))
                        .map(material -> Map.of("key", material.path("key").asString(), "fileName", "file.pdf"))
                        .toList());
        return post(applicant(usci), "/applications", body).must(201);
    }

    /** The enterprise has asked at a window for the helper, who has taken the request on. */
    public void helped(Person helper, String usci) {
        var number = post(
                        WINDOW,
                        "/help-requests",
                        Map.of(
                                "mode",
                                "ASSIST",
                                "enterpriseUsci",
                                usci,
                                "itemCodes",
                                List.of("QY-BG-MC"),
                                "matter",
                                "帮办",
                                "helper",
                                helper.name()))
                .must(201)
                .text("number");
        put(helper, "/help-requests/" + number + "/acceptance", Map.of()).must(200);
    }

    public Reply accept(Person clerk, String receiptNumber) {
        return put(clerk, "/applications/" + receiptNumber + "/acceptance", Map.of());
    }
}
