package onestop.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.util.UUID;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The people around the service, and their requests. Answers with an appeal are held against the contract as they come. */
@TestConfiguration(proxyBeanMethods = false)
public class Office {
    public static final String OURS = "91371327MA3DEM0A2G";
    public static final String ANOTHER = "91371327MA3DEM0B0B";
    public static final Person APPLICANT = applicant("applicant", OURS);
    public static final Person STRANGER = applicant("applicant2", ANOTHER);
    public static final Person AGENT = person("agent", Role.AGENT);
    public static final Person WINDOW = person("window", Role.WINDOW);
    public static final Person COORDINATOR = person("coordinator", Role.APPEAL_COORDINATOR);
    public static final Person AUDITOR = person("auditor", Role.AUDITOR);
    public static final Person GAJ = manager("manager-gaj", "GAJ");
    public static final Person SWJ = manager("manager-swj", "SWJ");

    /** Somebody who signs in anew for each request, as tokens live for minutes. */
    @FunctionalInterface
    public interface Person {
        String token();
    }

    public static Person person(String name, Role... roles) {
        return () -> TestTokens.of(name, roles);
    }

    public static Person applicant(String name, String usci) {
        return () -> TestTokens.token(name).roles(Role.APPLICANT).uscis(usci).sign();
    }

    public static Person manager(String name, String unit) {
        return () -> TestTokens.token(name).roles(Role.UNIT_MANAGER).unit(unit).sign();
    }

    @Bean
    TestClock testClock() {
        return new TestClock();
    }

    @Bean
    Requests requests(MockMvcTester mvc, JdbcClient jdbc) {
        for (var unit : new String[] {"GAJ", "SWJ", "XZSP", "SCJG"}) {
            jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES (:key, :key, true) ON CONFLICT DO NOTHING")
                    .param("key", unit)
                    .update();
        }
        return new Requests(mvc);
    }

    /** What somebody sends, and what came back. */
    public static final class Requests {
        private static final JsonMapper JSON = JsonMapper.shared();

        private final MockMvcTester mvc;

        Requests(MockMvcTester mvc) {
            this.mvc = mvc;
        }

        /** Raises an appeal of our enterprise and answers its id. */
        public String receive(String kind) {
            return receive(kind, "");
        }

        /** @param more further fields, each with a comma before it */
        public String receive(String kind, String more) {
            var answer = post(APPLICANT, """
                    {"usci": "%s", "kind": "%s", "title": "印章备案没有结果", "text": "三天没有反馈。"%s}
                    """.formatted(OURS, kind, more));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            return answer.text("id");
        }

        /** An appeal that this unit's manager has signed for. */
        public String signed(String unit) {
            var id = receive("PROBLEM");
            put(COORDINATOR, id, "dispatch", "{\"unit\": \"" + unit + "\"}").must(200);
            put(manager("manager-" + unit, unit), id, "signature", null).must(200);
            return id;
        }

        public String replied(String unit) {
            var id = signed(unit);
            put(manager("manager-" + unit, unit), id, "reply", "{\"text\": \"已办结\"}")
                    .must(200);
            return id;
        }

        public String calledBack(String unit, boolean solved, boolean satisfied) {
            var id = replied(unit);
            put(COORDINATOR, id, "call-back", """
                    {"reached": true, "solved": %s, "satisfied": %s}""".formatted(solved, satisfied)).must(200);
            return id;
        }

        public String closed(String unit) {
            var id = calledBack(unit, true, true);
            put(COORDINATOR, id, "closure", "{}").must(200);
            return id;
        }

        public Answer post(Person person, String body) {
            return post(person, UUID.randomUUID().toString(), body);
        }

        public Answer post(Person person, @Nullable String key, String body) {
            var request = mvc.post()
                    .uri("/api/appeal/appeals")
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body);
            return new Answer((key == null ? request : request.header("Idempotency-Key", key)).exchange());
        }

        /** @param path below {@code /api/appeal} */
        public Answer putAt(Person person, String path, String body) {
            return new Answer(mvc.put()
                    .uri("/api/appeal" + path)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .exchange());
        }

        /** @param path below {@code /api/appeal} */
        public Answer deleteAt(Person person, String path) {
            return new Answer(mvc.delete()
                    .uri("/api/appeal" + path)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                    .exchange());
        }

        /** @param path below {@code /api/appeal} */
        public Answer postAt(Person person, String path, String body) {
            return new Answer(mvc.post()
                    .uri("/api/appeal" + path)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .exchange());
        }

        public Answer put(Person person, String id, String command, @Nullable String body) {
            var request = mvc.put()
                    .uri("/api/appeal/appeals/{id}/{command}", id, command)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token());
            return new Answer(
                    body == null
                            ? request.exchange()
                            : request.contentType(MediaType.APPLICATION_JSON)
                                    .content(body)
                                    .exchange());
        }

        public Answer get(Person person, String uri, Object... variables) {
            return new Answer(mvc.method(HttpMethod.GET)
                    .uri("/api/appeal" + uri, variables)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                    .exchange());
        }

        public Answer read(Person person, String id) {
            return get(person, "/appeals/{id}", id);
        }

        /** An answer; with a whole appeal in it, it must be as the contract says. */
        public record Answer(
                int status,
                String body,
                @Nullable String location,
                @Nullable String etag) {
            Answer(MvcTestResult result) {
                this(
                        result.getResponse().getStatus(),
                        content(result),
                        result.getResponse().getHeader("Location"),
                        result.getResponse().getHeader("ETag"));
                if (status < 300 && !body.isEmpty() && json().has("steps")) {
                    Contracts.assertAnswer("Appeal", json());
                }
                if (status >= 400) {
                    Contracts.assertAnswer("Problem", json());
                }
            }

            private static String content(MvcTestResult result) {
                try {
                    result.getResponse().setCharacterEncoding("UTF-8");
                    return result.getResponse().getContentAsString();
                } catch (UnsupportedEncodingException e) {
                    throw new IllegalStateException(e);
                }
            }

            public JsonNode json() {
                return JSON.readTree(body);
            }

            public String text(String field) {
                return json().path(field).asString("");
            }

            /** The slug of the problem's type. */
            public String problem() {
                return text("type").replace("/problems/", "");
            }

            public Answer must(int expected) {
                assertThat(status).as(body).isEqualTo(expected);
                return this;
            }

            public void mustBe(int expected, String slug) {
                must(expected);
                assertThat(problem()).as(body).isEqualTo(slug);
            }

            /** 400, naming this field and this rule. */
            public void mustBlame(String field, String code) {
                mustBe(400, "invalid-request");
                assertThat(json().path("errors")
                                .valueStream()
                                .map(error -> error.path("field").asString() + " "
                                        + error.path("code").asString()))
                        .as(body)
                        .contains(field + " " + code);
            }
        }
    }
}
