package onestop.evaluation.contract;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every endpoint that is read, by everybody at the rated unit and around it, and every event: field by field nothing of who
 * rated. Endpoints and events that are added are walked without being named here.
 */
@WholeService
@ExtendWith(OutputCaptureExtension.class)
class NobodyLearnsWhoRatedIT {
    private static final String CONTACT = "0539-7299887";
    private static final String WORDS = "等了两天没有人接电话";
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Names under which somebody could be told. */
    private static final Set<String> NAMES_OF_A_RATER = Set.of(
            "subject",
            "rater",
            "ratedBy",
            "givenBy",
            "contact",
            "phone",
            "mobile",
            "enterprise",
            "enterpriseUsci",
            "usci",
            "userName",
            "userPageType",
            "certKey",
            "certKeyGOV",
            "handleUserName",
            "device",
            "deviceId",
            "address",
            "code");

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    ApplicationContext context;

    @Autowired
    Events events;

    private final String device = UUID.randomUUID().toString();
    private String unit = "";

    /** When the ratings were given by the clock of the machine, by which ids are made. */
    private long ratedFromMillis;

    private long ratedToMillis;
    private final List<String> receipts = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();

    /** Two anonymous ratings, by sign-in and by code; both are put right and followed up, one is under suspicion. */
    @BeforeEach
    void twoAnonymousRatings() {
        clock.setTo("2026-03-05");
        turnLights(); // those of other orders, whose moments tell nothing of these
        unit = newUnit();
        var bySignIn = steps.invitation(unit);
        var byCode = steps.invitation(unit);
        for (var invitation : List.of(bySignIn, byCode)) {
            ids.add(invitation.toString());
            codes.add(steps.code(invitation));
            receipts.add(jdbc.sql("SELECT receipt_number FROM invitation WHERE id = ?")
                    .param(invitation)
                    .query(String.class)
                    .single());
        }
        var opinion = """
                "level":"DISSATISFIED","labels":["209"],"text":"%s","channel":"MOBILE","anonymous":true,"contact":"%s",
                "dimensions":{"EFFICIENCY":"DISSATISFIED"}
                """.formatted(WORDS, CONTACT);
        clock.setTo(Instant.parse("2026-03-05T05:37:11Z"));
        ratedFromMillis = System.currentTimeMillis();
        var first = json(steps.post(
                "/api/evaluation/ratings",
                "{\"invitationId\":\"" + bySignIn + "\"," + opinion + "}",
                Hall.APPLICANT,
                UUID.randomUUID().toString()));
        var second = json(mvc.post()
                .uri("/api/evaluation/r/{code}", codes.getLast())
                .header("Device-Id", device)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{" + opinion + "}")
                .exchange());
        turnLights();
        ratedToMillis = System.currentTimeMillis();
        clock.setTo(Instant.parse("2026-03-05T06:02:00Z"));
        put(first);
        put(second);
    }

    private void turnLights() {
        ReflectionTestUtils.invokeMethod(context.getBean("turnLights"), "turn");
    }

    private void put(JsonNode rating) {
        var order = UUID.fromString(
                rating.path("rectification").path("rectificationId").asString());
        ids.add(rating.path("ratingId").asString());
        orders.add(order.toString());
        var manager = Hall.manager(unit);
        steps.put(order, "contact", "{}", manager);
        steps.put(order, "confirmation", "{}", manager);
        assertThat(steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager))
                .hasStatus(200);
        var code = codes.get(orders.size() - 1);
        assertThat(mvc.get()
                        .uri("/api/evaluation/r/{code}", code)
                        .header("Device-Id", device)
                        .exchange())
                .hasStatus(200);
        clock.setTo(clock.instant().plusSeconds(10));
        assertThat(mvc.post()
                        .uri("/api/evaluation/r/{code}/follow-up", code)
                        .header("Device-Id", device)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"level\":\"SATISFIED\",\"channel\":\"MOBILE\",\"contact\":\"" + CONTACT + "\"}")
                        .exchange())
                .hasStatus(201);
    }

    @Test
    void whateverIsReadByWhomever(CapturedOutput output) {
        var read = new TreeSet<String>();
        for (var role : staff().entrySet()) {
            for (var path : paths()) {
                var uri = path + (path.contains("?") ? "&" : "?") + "unit=" + unit
                        + "&from=2026-03-01&to=2026-03-31&limit=200&receiptNumber=" + receipts.getFirst();
                var answer = mvc.get()
                        .uri(uri)
                        .header(HttpHeaders.AUTHORIZATION, "Bearer " + role.getValue())
                        .asyncExchange();
                var text = new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
                if (answer.getResponse().getStatus() != 200) {
                    assertNothing(text, role.getKey() + " " + path);
                    continue;
                }
                read.add(path.replaceAll("[0-9a-f-]{36}", "{}"));
                if (text.startsWith("{")) {
                    walk(JsonMapper.shared().readTree(text), role.getKey(), path);
                }
            }
        }

        assertThat(read)
                .contains(
                        "/api/evaluation/ratings/{}",
                        "/api/evaluation/rectifications",
                        "/api/evaluation/rectifications/{}",
                        "/api/evaluation/rectification-lights",
                        "/api/evaluation/suspicions",
                        "/api/evaluation/indicators",
                        "/api/evaluation/evaluators")
                .doesNotContain("/api/evaluation/province/messages");
        assertThat(output.getAll())
                .doesNotContain(CONTACT, WORDS, Hall.OURS, device, codes.getFirst(), codes.getLast());
    }

    @Test
    void noEventHasAFieldForIt() {
        for (var type : Contracts.SERVICE.types()) {
            // what partners send to us is not ours to say
            if (!type.startsWith("onestop.evaluation.")) {
                continue;
            }
            var names = new TreeSet<String>();
            names(Contracts.SERVICE.schema(type), names);
            assertThat(names).as("%s", type).doesNotContainAnyElementsOf(NAMES_OF_A_RATER);
        }
    }

    @Test
    void andNoEventSaysItAnywhereElse() {
        for (var receipt : receipts) {
            Eventually.within(
                    Duration.ofSeconds(20),
                    () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                            .extracting(Events.Received::type)
                            .contains("onestop.evaluation.rating.followed-up.v1"));
            events.list("onestop.evaluation.rating", receipt)
                    .forEach(event -> assertNothing(event.text() + event.headers(), event.type()));
        }
        for (var order : orders) {
            Eventually.within(
                    Duration.ofSeconds(20),
                    () -> assertThat(events.list("onestop.evaluation.rectification", order))
                            .isNotEmpty());
            events.list("onestop.evaluation.rectification", order)
                    .forEach(event -> assertNothing(event.text() + event.headers(), event.type()));
        }
        // whatever else is on its way out, under whatever key
        jdbc.sql("SELECT type, convert_from(payload, 'UTF8') AS text FROM outbox WHERE payload IS NOT NULL")
                .query((row, _) -> Map.entry(row.getString("type"), row.getString("text")))
                .list()
                .forEach(event -> assertNothing(event.getValue(), event.getKey()));
    }

    /** Every role, at the rated unit where that means something; all but the applicant's own. */
    private Map<Role, String> staff() {
        var tokens = new EnumMap<Role, String>(Role.class);
        for (var role : Role.values()) {
            if (role != Role.APPLICANT && role != Role.AGENT) {
                tokens.put(
                        role,
                        TestTokens.token("somebody-" + role)
                                .roles(role)
                                .unit(unit)
                                .sign());
            }
        }
        return tokens;
    }

    /** What can be read, with each of the known ids where one is asked for. Codes are the rater's own and are not guessed. */
    private List<String> paths() {
        var paths = new ArrayList<String>();
        context.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("onestop.evaluation."))
                .filter(entry ->
                        entry.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(entry -> entry.getKey().getPatternValues().stream())
                .distinct()
                .filter(pattern -> !pattern.contains("{code}"))
                .forEach(pattern -> {
                    if (!pattern.contains("{")) {
                        paths.add(pattern);
                    }
                    if (pattern.contains("{")) {
                        ids.forEach(id -> paths.add(VARIABLE.matcher(pattern).replaceAll(id)));
                        orders.forEach(id -> paths.add(VARIABLE.matcher(pattern).replaceAll(id)));
                    }
                });
        return paths;
    }

    private void walk(JsonNode node, Role reader, String where) {
        if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                if (!allowed(name, reader)) {
                    walk(value, reader, where + " " + name);
                }
            });
        } else if (node.isArray()) {
            node.forEach(element -> walk(element, reader, where));
        } else {
            var text = node.asString("");
            assertNothing(text, reader + " " + where);
            assertNoMoment(text, reader + " " + where);
            if (reader != Role.EVALUATION_SUPERVISOR) {
                assertThat(text)
                        .as("%s %s: the file of an anonymous rating", reader, where)
                        .isNotIn(receipts)
                        .isNotIn(codes);
            }
        }
    }

    /** The supervisor calls back; the partner carries up what was written; words without a name are read by those who answer them. */
    private static boolean allowed(String field, Role reader) {
        return reader == Role.EVALUATION_SUPERVISOR && field.equals("contact");
    }

    /** Neither the minute in which the ratings were given nor an id of that time. */
    private void assertNoMoment(String text, String where) {
        assertThat(text).as(where).doesNotContain("T13:37", "T05:37");
        UUIDS.matcher(text)
                .results()
                .map(found -> UUID.fromString(found.group()))
                .filter(id -> id.version() == 7)
                .forEach(id -> assertThat(id.getMostSignificantBits() >>> 16)
                        .as("%s: %s tells the time", where, id)
                        .satisfiesAnyOf(
                                at -> assertThat(at).isLessThan(ratedFromMillis),
                                at -> assertThat(at).isGreaterThan(ratedToMillis)));
    }

    private void assertNothing(String text, String where) {
        assertThat(text)
                .as(where)
                .doesNotContain(CONTACT, Hall.OURS, "沂蒙食品", device)
                .doesNotContainPattern("\\bapplicant\\b");
    }

    private static void names(JsonNode schema, Set<String> names) {
        names.addAll(schema.path("properties").propertyNames());
        schema.forEach(child -> names(child, names));
    }
}
