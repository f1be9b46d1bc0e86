package onestop.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.invitations.InvitationCodes;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.invitations.Invitations;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens around the service in a test: files, people and their requests. Each test uses receipts of its own. */
@TestConfiguration(proxyBeanMethods = false)
public class Hall {
    public static final String OURS = "91371327MA3DEM0A2G";
    public static final String ANOTHER = "91371327MA3DEM0B0B";
    public static final String APPLICANT =
            TestTokens.token("applicant").roles(Role.APPLICANT).uscis(OURS).sign();
    public static final String STRANGER =
            TestTokens.token("applicant2").roles(Role.APPLICANT).uscis(ANOTHER).sign();
    public static final String SUPERVISOR = TestTokens.of("supervisor", Role.EVALUATION_SUPERVISOR);
    public static final String AUDITOR = TestTokens.of("auditor", Role.AUDITOR);
    public static final String OPS = TestTokens.of("ops", Role.OPS);

    private static final JsonMapper JSON = JsonMapper.shared();

    @Bean
    TestClock testClock() {
        return new TestClock();
    }

    /** Requests come from everywhere, unless a test says from where. */
    @Bean
    MockMvcBuilderCustomizer fromEverywhere() {
        return builder -> builder.defaultRequest(MockMvcRequestBuilders.get("/").with(request -> {
            request.setRemoteAddr(UUID.randomUUID().toString());
            return request;
        }));
    }

    @Bean
    Steps steps(
            JdbcClient jdbc,
            List<EventConsumer> consumers,
            TransactionTemplate transaction,
            MockMvcTester mvc,
            TestClock clock,
            Invitations invitations,
            InvitationCodes codes) {
        return new Steps(jdbc, consumers, transaction, mvc, clock, invitations, codes);
    }

    public static String manager(String unit) {
        return TestTokens.token("manager-" + unit)
                .roles(Role.UNIT_MANAGER)
                .unit(unit)
                .sign();
    }

    /** A unit that no other test counts. */
    public static String newUnit() {
        return "U"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12).toUpperCase(java.util.Locale.ROOT);
    }

    public static String newReceipt() {
        return "371327T" + UUID.randomUUID().toString().substring(0, 13);
    }

    public static String accepted(String receipt, String unit, String usci, String day) {
        return """
                {"receiptNumber":"%s","kind":"PACKAGE","packageCode":"PKG-BG-MC","channel":"WINDOW",
                 "enterprise":{"usci":"%s","name":"莒南县沂蒙食品有限公司"},"receivedAt":"%4$sT09:00:00+08:00",
                 "acceptedAt":"%4$sT09:30:00+08:00","acceptedBy":"window","acceptedByUnit":"%3$s","deemed":false,
                 "items":[{"code":"QY-BG","version":1},{"code":"YZ-BA","version":1}],
                 "subjects":[{"usci":"%2$s","name":"莒南县沂蒙食品有限公司","regionCode":"371327000000"}]}
                """.formatted(receipt, usci, unit, day);
    }

    public static String finished(String receipt, String unit, String day) {
        return """
                {"receiptNumber":"%s","packageCode":"PKG-BG-MC","enterpriseUsci":"91371327MA3DEM0A2G","leadUnit":"%s",
                 "finishedAt":"%sT09:45:00+08:00","outcome":"GRANTED","granted":2,"refused":0,"notStarted":0,
                 "workingDaysUsed":1,"baselineStatutoryDays":20,"officers":["examiner-xzsp","approver-xzsp"]}
                """.formatted(receipt, unit, day);
    }

    public static String delivered(String receipt, String unit, String day) {
        return """
                {"receiptNumber":"%s","deliveredAt":"%sT09:50:00+08:00","method":"WINDOW","unit":"%s"}
                """.formatted(receipt, day, unit);
    }

    public static JsonNode json(MvcTestResult answer) {
        return JSON.readTree(answer.getResponse().getContentAsByteArray());
    }

    public static String problem(MvcTestResult answer) {
        return json(answer).path("type").asString("").replace("/problems/", "");
    }

    /** The steps themselves. */
    public static final class Steps {
        private final JdbcClient jdbc;
        private final List<EventConsumer> consumers;
        private final TransactionTemplate transaction;
        private final MockMvcTester mvc;
        private final TestClock clock;
        private final Invitations invitations;
        private final InvitationCodes codes;

        Steps(
                JdbcClient jdbc,
                List<EventConsumer> consumers,
                TransactionTemplate transaction,
                MockMvcTester mvc,
                TestClock clock,
                Invitations invitations,
                InvitationCodes codes) {
            this.jdbc = jdbc;
            this.consumers = consumers;
            this.transaction = transaction;
            this.mvc = mvc;
            this.clock = clock;
            this.invitations = invitations;
            this.codes = codes;
        }

        /** Hands events to a consumer as the platform does: all of them in one transaction. */
        public void tell(String consumer, IncomingEvent... events) {
            var receiver = consumers.stream()
                    .filter(c -> c.name().equals(consumer))
                    .findFirst()
                    .orElseThrow();
            transaction.executeWithoutResult(_ -> receiver.handle(List.of(events)));
        }

        public IncomingEvent event(String type, String key, String json) {
            return event(type, key, 1, json);
        }

        public IncomingEvent event(String type, String key, long sequence, String json) {
            return new IncomingEvent(
                    UUID.randomUUID(),
                    type,
                    "/test",
                    key,
                    sequence,
                    clock.instant(),
                    "test",
                    key,
                    json.getBytes(StandardCharsets.UTF_8));
        }

        public IncomingEvent acceptedEvent(String receipt, String unit, String day) {
            return event("onestop.intake.application.accepted.v1", receipt, accepted(receipt, unit, OURS, day));
        }

        public IncomingEvent finishedEvent(String receipt, String unit, String day) {
            return event("onestop.approval.case.file-finished.v1", receipt, finished(receipt, unit, day));
        }

        /** Publishes a unit and what it handles, so that other systems may name them. */
        public void inTheCatalogue(String unit, String... items) {
            var published = new ArrayList<IncomingEvent>();
            published.add(event(
                    "onestop.intake.catalogue.unit-published.v1",
                    "unit:" + unit,
                    "{\"key\":\"%s\",\"nameZh\":\"某局\",\"nameEn\":\"A bureau\",\"version\":1}".formatted(unit)));
            for (var item : items) {
                published.add(event(
                        "onestop.intake.catalogue.item-published.v1",
                        "item:" + item,
                        "{\"code\":\"%s\",\"nameZh\":\"某事项\",\"nameEn\":\"An item\",\"unit\":\"%s\",\"version\":1}"
                                .formatted(item, unit)));
            }
            tell("catalogue", published.toArray(IncomingEvent[]::new));
        }

        /** Tells where a window is. */
        public void atAWindow(String code, int version, String level, String region) {
            var sample = Contracts.read(
                    Contracts.FOLDER.resolveSibling("intake/events/onestop.intake.window.registered.v1.sample.json"));
            tell(
                    "windows",
                    event(
                            "onestop.intake.window.registered.v1",
                            code,
                            version,
                            sample.replace("T102-3", code)
                                    .replace("\"level\": \"TOWN\"", "\"level\": \"" + level + "\"")
                                    .replace("371327102000", region)));
        }

        /** The code of an invitation, as the enterprise reads it. */
        public String code(UUID invitation) {
            return codes.of(invitations.find(new InvitationId(invitation)).orElseThrow());
        }

        /** An accepted file of our enterprise on the clock's day, and the invitation to rate its acceptance. */
        public UUID invitation(String unit) {
            var receipt = newReceipt();
            tell("invitations", acceptedEvent(receipt, unit, today()));
            var invitation = invitationOf(receipt, 1);
            readElsewhere(invitation);
            return invitation;
        }

        /** Somebody has read of the service a minute ago, on a device that is not used again. */
        public void readElsewhere(UUID invitation) {
            jdbc.sql("""
                    INSERT INTO invitation_look (invitation_id, device, looked_at, by_staff)
                    SELECT id, uuid_send(gen_random_uuid()), :at, false FROM invitation WHERE id = :invitation
                    """)
                    .param("invitation", invitation)
                    .param("at", clock.instant().minusSeconds(60).atOffset(ZoneOffset.UTC))
                    .update();
        }

        public String today() {
            return LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai"))
                    .toString();
        }

        public UUID invitationOf(String receipt, int serviceNumber) {
            return jdbc.sql("SELECT id FROM invitation WHERE receipt_number = ? AND service_number = ?")
                    .params(receipt, serviceNumber)
                    .query(UUID.class)
                    .single();
        }

        public static Map<String, Object> good(UUID invitation) {
            return Map.of(
                    "invitationId", invitation, "level", "VERY_SATISFIED", "labels", List.of("510"), "channel", "PC");
        }

        public static Map<String, Object> bad(UUID invitation, boolean anonymous) {
            return Map.of(
                    "invitationId",
                    invitation,
                    "level",
                    "DISSATISFIED",
                    "labels",
                    List.of("209"),
                    "text",
                    "比承诺的时间晚了两天",
                    "channel",
                    "MOBILE",
                    "anonymous",
                    anonymous,
                    "contact",
                    "0539-7212345");
        }

        public MvcTestResult rate(Map<String, Object> rating) {
            return rate(rating, APPLICANT);
        }

        public MvcTestResult rate(Map<String, Object> rating, String token) {
            if (rating.get("invitationId") instanceof UUID invitation) {
                readElsewhere(invitation);
            }
            return post(
                    "/api/evaluation/ratings",
                    JSON.writeValueAsString(rating),
                    token,
                    UUID.randomUUID().toString());
        }

        /** Rates as a patient caller does: a service that is busy says so (503) and is asked again. */
        public MvcTestResult ratePatiently(Map<String, Object> rating) {
            while (true) {
                var answer = rate(rating);
                if (answer.getResponse().getStatus() != 503) {
                    return answer;
                }
            }
        }

        /** A bad rating of a new service of the unit; returns the order it opened. */
        public UUID order(String unit, boolean anonymous) {
            var answer = json(rate(bad(invitation(unit), anonymous)));
            return UUID.fromString(
                    answer.path("rectification").path("rectificationId").asString());
        }

        public MvcTestResult post(String path, String body, String token, String key) {
            return mvc.post()
                    .uri(path)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                    .header("Idempotency-Key", key)
                    .header("Device-Id", UUID.randomUUID().toString())
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .exchange();
        }

        /** What the unit does until the order is put right. */
        public void putRight(UUID order, String unit) {
            var manager = manager(unit);
            put(order, "contact", "{}", manager);
            put(order, "confirmation", "{}", manager);
            assertThat(put(order, "rectification", "{\"result\":\"已补发\"}", manager))
                    .hasStatus(200);
        }

        public MvcTestResult put(UUID order, String command, String body, String token) {
            return mvc.put()
                    .uri("/api/evaluation/rectifications/{id}/" + command, order)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .exchange();
        }

        public MvcTestResult putTo(String path, String body, String token) {
            return mvc.put()
                    .uri(path)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .exchange();
        }

        public MvcTestResult get(String path, String token) {
            return mvc.get()
                    .uri(path)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                    .exchange();
        }

        /** All pages of a list. */
        public List<JsonNode> pages(String path, int limit, String token) {
            var all = new ArrayList<JsonNode>();
            String after = "";
            do {
                var page = json(get(path + (path.contains("?") ? "&" : "?") + "limit=" + limit + after, token));
                page.path("items").forEach(all::add);
                after = page.has("next") ? "&after=" + page.path("next").asString() : "";
            } while (!after.isEmpty());
            return all;
        }
    }
}
